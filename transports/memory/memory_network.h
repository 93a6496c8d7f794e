// MemoryNetwork: many places in memory that listen and dial, on one MemoryHost, and what goes wrong
// between them: delay, cuts, partitions, silence, slow readers, places that die. Everything by
// chance follows from the seed.
//
// A place is the host part of an address: "10.1.0.1" of "10.1.0.1:1235". One thread, the host's;
// nothing here is to be called by a stream of this network, but for Dial.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "transports/memory/memory_pair.h"

namespace dragoman {

// What the links are like; each draws its own latency once.
struct MemoryRoads {
  Duration least_latency{};  // one way
  Duration most_latency{};
  Duration jitter{};  // of each piece, on top
  std::size_t piece = 64 * KiB;
  std::size_t window = 256 * KiB;
  Duration dial_timeout = std::chrono::seconds(10);
  MemoryFault fails = {};
};

class MemoryNetwork final : public MemoryHost::Member {
 public:
  // `host` outlives the network; the network outlives its dialers.
  MemoryNetwork(MemoryHost& host, std::uint64_t seed, MemoryRoads roads = {});
  ~MemoryNetwork() override;
  MemoryNetwork(const MemoryNetwork&) = delete;
  MemoryNetwork& operator=(const MemoryNetwork&) = delete;

  // Streams are made on `loop`, which must outlive them. Errors: kInUse.
  Status Listen(const std::string& address, Host& loop, MakeStream make);
  Status Listen(const std::string& address, Host& loop, Adopt adopt) {
    return Listen(address, loop, Plain(std::move(adopt)));
  }
  // Dials from a place; callbacks come on `loop`. Destroying it ends its dials without a callback;
  // links that are up stay.
  std::unique_ptr<StreamDialer> DialerOf(const std::string& place, Host& loop);

  // --- what goes wrong ---

  // Places with different numbers do not reach each other: their links are silent, or cut at once,
  // and dials get no answer. All have number 0 at first.
  enum class Broken : std::uint8_t { kSilent, kCut };
  void PutOnIsland(const std::string& place, int number, Broken broken);
  // All reach each other again, answer dials and read as it comes. Links that fell silent for good
  // stay so.
  void Heal();
  // Who dials there gets no answer.
  void AnswerDials(const std::string& place, bool answer);
  // Of a link by its number below links(); they are numbered in the order of their opening.
  void Cut(std::size_t link);
  // Nothing passes any more, for good: a router in between has forgotten the link.
  void Silence(std::size_t link);
  // One end takes so many bytes a second; 0: as they come.
  void Throttle(std::size_t link, MemoryPair::Side side, std::uint64_t bytes_per_second);
  // The place says goodbye on every link and takes no more.
  void Leave(const std::string& place, const Status& why);
  // The place's program has died: its streams are destroyed, the others see the end of the link.
  void Kill(const std::string& place);

  // --- what there is ---

  std::size_t links() const { return links_.size(); }
  // Those of a place.
  std::size_t links(const std::string& place) const;
  // Queued by streams and under way, of all links; and the most that one link has.
  std::size_t bytes() const;
  std::size_t most_bytes() const;

  // --- Member ---
  Instant NextDeadline() const override { return kNever; }
  // Forgets links that are over.
  bool Step() override;

 private:
  struct Listener {
    Host* loop;
    MakeStream make;
  };
  struct Link {
    std::string places[2];  // connecting, accepting
    std::unique_ptr<MemoryPair> pair;
    bool silenced = false;
  };
  struct Attempt;
  class FromPlace;

  // The handshake arrives, or is lost and repeated.
  void Try(const std::shared_ptr<Attempt>& attempt);
  void Connect(Attempt& attempt, const Listener& listener);
  bool Reach(const std::string& a, const std::string& b) const { return IslandOf(a) == IslandOf(b); }
  int IslandOf(const std::string& place) const;
  void HoldOrRelease(Link& link) const;
  Duration DrawLatency();

  MemoryHost& host_;
  const MemoryRoads roads_;
  Chance chance_;
  std::map<std::string, Listener> listeners_;  // by address
  std::map<std::string, int> islands_;
  std::map<std::string, bool> deaf_;  // places that answer no dials
  std::vector<Link> links_;
  unsigned next_port_ = 40000;
  const std::shared_ptr<MemoryNetwork*> anchor_;  // timers of a network that is gone do nothing
};

}  // namespace dragoman
