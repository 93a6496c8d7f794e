// For tests of dialects and of the core: a peer that a test feeds with hex, and two nodes joined in memory.
// Sans-IO, one thread, manual clock. No test framework is needed: what goes wrong is told in the returned text.
//
//   testing::PeerTester peer(tiny::Register);
//   EXPECT_EQ(peer.Exchange("00000009 01 0000000000000007"), "00000019 02 …");
//   EXPECT_EQ(peer.Refuses("00000001 07").text, "unknown message type 7");
#pragma once

#include <map>
#include <mutex>
#include <variant>

#include "core/base/executor.h"
#include "core/dialect/registry.h"
#include "core/peer/node.h"
#include "core/session/manual_host.h"

namespace dragoman::testing {

using RegisterFn = Status (*)(DialectRegistry&);

// What a node stands in.
struct World {
  explicit World(const ManualClock& c) : clock(c), host(c), router(c) {}
  const ManualClock& clock;
  ManualHost host;
  ManualExecutor executor;  // run dry after every step
  Metrics metrics;
  Router router;
};

struct Setup {
  std::string dialect = {};             // empty: the only one registered
  std::string network = {};             // empty: the dialect's first
  std::string agent = "dragoman/0.1";
  bool connects = false;                // the side under test dials
  bool follow = true;
  std::string remote = {};               // who the other side is; empty: somebody on 127.0.0.1
  std::optional<Limits> limits = {};     // instead of the dialect's
  // Adds services to a fresh world; what it returns is kept until that world ends.
  std::function<std::shared_ptr<void>(World&, NetworkId)> serve = {};
};

// One node with one link, whose other end is whoever calls Feed and TakeSent.
class Station {
 public:
  Station(const Dialect& dialect, const Setup& setup, const ManualClock& clock);
  ~Station();
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  void Feed(Bytes bytes);
  // The other side or the network ends the link.
  void End(ClosedBy by, Status why);
  // Runs what is due, until nothing is.
  void Settle();
  // What waits to be sent, at most `limit` bytes of it.
  ByteVector TakeSent(std::size_t limit = static_cast<std::size_t>(-1));
  Instant NextDeadline() const;

  bool connected() const { return !session_->closing(); }
  // True when the link is to be ended: closed, and everything sent that could be.
  bool finished() const { return session_->finished(); }
  // The introduction is over.
  bool ready() const { return peer_ != nullptr; }
  bool paused() const { return connected() && !session_->WantsRead(); }
  const Closed& closed() const { return session_->closed(); }
  // The sentence without path and offset; empty while connected.
  std::string closed_because() const { return connected() ? std::string() : closed().why.Text(); }
  const std::vector<Event>& events() const { return events_; }
  // Names of the events so far: "PeerConnected PeerDisconnected".
  std::string event_names() const;

  // Null until the introduction is over.
  Peer* peer() const { return peer_; }
  Session& session() { return *session_; }
  World& world() { return world_; }
  const Node& node() const { return *node_; }
  Node& node() { return *node_; }

 private:
  World world_;
  std::vector<Event> events_;
  Subscription subscription_;
  std::shared_ptr<void> services_;
  std::unique_ptr<Node> node_;
  Peer* peer_ = nullptr;
  std::unique_ptr<Session> session_;
};

struct Refused {
  std::string text;  // empty if the peer did not close
  Code code = Code::kOk;
  std::string path;  // the field
  std::uint64_t offset = Status::kNoOffset;
};

// One side of a dialect on a sans-IO session. Every input is replayed on fresh peers, split at every point (longer
// than 2 KiB: near both ends and at seeded points) and byte by byte; all must behave alike.
class PeerTester {
 public:
  explicit PeerTester(RegisterFn register_dialect, Setup setup = {});

  // Feeds the input and gives what the peer sends because of it, as hex; text that begins with "split" where the
  // replays disagree. A peer that has paused reading is fed all the same.
  std::string Exchange(std::string_view hex);
  // Why a peer with this one's history would close if it heard this. This peer itself does not hear it.
  Refused Refuses(std::string_view hex) const;
  // Moves the clock, stopping at every deadline on the way.
  void Advance(Duration by);

  // What was sent beside the answers that Exchange gave: at the start, and by time passing. Hex; forgets it.
  std::string Sent();
  bool connected() const { return live_->station.connected(); }
  bool ready() const { return live_->station.ready(); }
  bool paused() const { return live_->station.paused(); }
  std::string closed_because() const { return live_->station.closed_because(); }
  const std::vector<Event>& events() const { return live_->station.events(); }
  Station& station() { return live_->station; }

 private:
  struct Life {
    Life(const Dialect& dialect, const Setup& setup) : station(dialect, setup, clock) {}
    ManualClock clock;
    Station station;
  };
  using Step = std::variant<ByteVector, Duration>;

  static void Take(Life& life, const Step& step);
  // A fresh peer with this one's history.
  std::unique_ptr<Life> Reborn() const;
  // Feeds `input` in pieces that end at `cuts`; gives what was sent.
  static std::string Hear(Life& life, const ByteVector& input, const std::vector<std::size_t>& cuts);

  const std::shared_ptr<const DialectRegistry> registry_;
  const Setup setup_;
  const Dialect& dialect_;
  std::vector<Step> history_;
  std::unique_ptr<Life> live_;
  ByteVector sent_;
};

// kSilent: nobody is there, the link stays open and nothing is said.
enum class Role : std::uint8_t { kDialer, kAcceptor, kSilent };

struct Ends {
  Role left = Role::kDialer;
  Role right = Role::kAcceptor;
  Setup left_setup = {};
  Setup right_setup = {};
  std::size_t piece = static_cast<std::size_t>(-1);  // most bytes that arrive at once
};

// Two nodes of one dialect joined in memory.
class JoinedPair {
 public:
  explicit JoinedPair(RegisterFn register_dialect, Ends ends = {});

  // Carries bytes until nobody has anything to say, then lets time pass, stopping at every deadline.
  void Advance(Duration by);
  // Carries bytes at this instant.
  void Pump();
  // The network breaks the link.
  void Cut();
  // That side's system takes nothing off the wire any more: the other one's bytes pile up.
  void StopReading(bool left) { (left ? left_deaf_ : right_deaf_) = true; }
  void ReadAgain() { left_deaf_ = right_deaf_ = false; }

  bool connected() const;
  Station& left() { return *left_; }
  Station& right() { return *right_; }
  const ManualClock& clock() const { return clock_; }

 private:
  bool Carry(Station* from, Station* to, bool deaf) const;
  void SayEnded();

  const std::shared_ptr<const DialectRegistry> registry_;
  const Ends ends_;
  ManualClock clock_;
  std::unique_ptr<Station> left_;   // null: silent
  std::unique_ptr<Station> right_;
  bool left_deaf_ = false;
  bool right_deaf_ = false;
};

// Registers, or ends the program with the sentence that says why not.
std::shared_ptr<const DialectRegistry> Registered(RegisterFn register_dialect);
// The dialect of that name, or the only one.
const Dialect& Chosen(const DialectRegistry& registry, const std::string& name);

}  // namespace dragoman::testing
