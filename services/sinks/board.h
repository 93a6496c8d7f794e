// Board: what a screen shows of one or several networks: peers with their traffic, the chain's tip, the sync, the last
// events. Made from event lines (docs/events.md), wherever they come from, and from a node's own figures where there is
// one. Bounded: so many peers, so many events. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/router/event.h"

namespace dragoman::sinks {

// What a node knows of one connection at a moment.
struct PeerFigures {
  std::string address;
  bool inbound = false;
  std::string agent;
  Duration age{};
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t messages_in = 0;
};

// Totals, and what it was in the last interval, by the second.
struct Traffic {
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t messages_in = 0;
  double in_rate = 0;
  double out_rate = 0;
  double message_rate = 0;
};

struct PeerRow {
  enum class State : std::uint8_t { kOpen, kClosed, kFailed };  // kFailed: dialed and not reached
  std::string net;
  std::string address;
  State state = State::kOpen;
  bool inbound = false;
  std::string agent;
  std::int64_t since = 0;  // wall nanoseconds; of its end where it has ended
  std::string last_event;
  std::string reason;  // why it ended or was not reached
  std::optional<Traffic> traffic;
  int missed = 0;  // measurements in a row that did not know it
};

struct NetworkRow {
  std::string net;
  std::string listening;
  std::optional<std::int64_t> height;
  std::string tip;  // as that chain's people print it
  // Whichever of the two spoke last.
  std::optional<event::SyncProgress> sync;
  std::optional<event::Importing> importing;
  std::string source;  // of the sync
  bool stopped = false;
};

struct TapeLine {
  std::string time;  // "18:07:43"
  std::string name;
  std::string words;  // the peer, then key=value
};

class Board {
 public:
  static constexpr std::size_t kMostPeers = 5000;
  static constexpr std::size_t kMostNetworks = 64;
  static constexpr std::size_t kMostEvents = 500;
  // How long a peer that has gone is still shown.
  static constexpr std::chrono::seconds kAfterlife{60};

  // `clock` must outlive the board.
  explicit Board(const Clock& clock) : clock_(clock), begun_(clock.Now()) {}

  // One event as the tools print it.
  void Hear(const Json& event);
  // A line that is no event.
  void Unreadable() { ++unreadable_; }
  // The connections of one network, now; what a node of this process knows.
  void Measure(const std::string& net, const std::vector<PeerFigures>& peers);
  // Before any event told it.
  void SetTip(const std::string& net, std::int64_t height, const std::string& hash_display);

  // Lets go of peers whose time is over.
  void Forget();

  const std::map<std::string, NetworkRow>& networks() const { return networks_; }
  // In no order.
  std::vector<const PeerRow*> peers() const;
  const std::deque<TapeLine>& tape() const { return tape_; }  // oldest first
  std::uint64_t events() const { return events_; }
  double events_per_second() const;
  std::uint64_t lost() const { return lost_; }
  std::uint64_t unreadable() const { return unreadable_; }
  // Peers that there was no room for.
  std::uint64_t unseen() const { return unseen_; }
  Duration age() const { return Now() - begun_; }
  std::int64_t wall() const { return held_.has_value() ? held_->wall : clock_.WallNanos(); }
  // As it is at this moment, for ever.
  Board Held() const;

  // A snapshot for programs.
  Json ToJson() const;

 private:
  struct Moment {
    Instant now;
    std::int64_t wall;
  };
  Instant Now() const { return held_.has_value() ? held_->now : clock_.Now(); }
  NetworkRow& Network(const std::string& net);
  PeerRow* Peer(const std::string& net, const std::string& address);
  void HearOfPeer(const Json& event, const std::string& name, std::int64_t when);
  void HearOfNetwork(const Json& event, const std::string& name, NetworkRow& network);
  void CountOne();
  void MakeRoom();

  const Clock& clock_;
  const Instant begun_;
  std::optional<Moment> held_;
  std::map<std::string, NetworkRow> networks_;
  std::map<std::pair<std::string, std::string>, PeerRow> peers_;  // by network and address
  std::map<std::string, Instant> measured_;
  std::deque<TapeLine> tape_;
  std::uint64_t events_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t unreadable_ = 0;
  std::uint64_t unseen_ = 0;
  // Events of the last seconds, by second.
  static constexpr std::int64_t kRateSeconds = 5;
  struct Second {
    std::int64_t number = -1;
    std::uint64_t events = 0;
  };
  std::array<Second, kRateSeconds + 1> seconds_;
};

}  // namespace dragoman::sinks
