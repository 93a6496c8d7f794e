// WeightProofs: proofs that others made, passed on to who asks us (the section Weight proofs). The last ones are
// kept, by the tip that they prove; of all who ask for one tip meanwhile only the first makes us ask somebody. One per
// node; thread-safe.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "core/peer/peer.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/roster.h"

namespace dragoman::chia {

class WeightProofs {
 public:
  // Of some megabytes each.
  static constexpr std::size_t kMostBytes = 128 * MiB;
  static constexpr std::size_t kMostTips = 32;     // waited for at a time
  static constexpr std::size_t kMostOfOne = 2;     // tips that one asker waits for, or it could take all
  static constexpr std::size_t kMostWaiters = 128;  // for one tip

  // The whole body of the answer; nothing: there is none to be had.
  using Answer = std::function<void(std::optional<Slice>)>;
  enum class Waiting : std::uint8_t {
    kKept,    // it is here by now
    kFirst,   // nobody was asked for it yet: whoever waits first does so, and calls Finish
    kBehind,  // others
    kNoRoom,
  };

  std::optional<Slice> Find(const Hash256& tip);
  void Keep(const Hash256& tip, Slice body);
  // It is here, or somebody is connected who announced this tip.
  bool Available(const Hash256& tip, const Roster& roster);

  // `asker`: HOST:PORT. kFirst and kBehind: `answer` is called once, on any thread.
  Waiting Wait(const Hash256& tip, const std::string& asker, Answer answer);
  std::set<std::string> Askers(const Hash256& tip);
  void Finish(const Hash256& tip, const std::optional<Slice>& body);
  // Expired: there is no node any more.
  std::weak_ptr<const bool> alive() const { return alive_; }

 private:
  struct Proof {
    Hash256 tip{};
    Slice body;
  };
  struct Waiter {
    std::string asker;
    Answer answer;
  };
  const Proof* Look(const Hash256& tip) const;

  std::mutex mutex_;
  std::deque<Proof> proofs_;  // the newest last
  std::size_t bytes_ = 0;
  std::map<Hash256, std::vector<Waiter>> waiting_;
  const std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

Task<Status> AnswerRequestProof(Peer& peer, const Received<RequestProofOfWeight>& request);

}  // namespace dragoman::chia
