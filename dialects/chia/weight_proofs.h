// WeightProofs: proofs that others made, passed on to who asks us (the section Weight proofs). The last ones are
// kept, by the tip that they prove. One per node; thread-safe.
#pragma once

#include <deque>
#include <mutex>
#include <optional>

#include "core/peer/peer.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/roster.h"

namespace dragoman::chia {

class WeightProofs {
 public:
  // Of some megabytes each.
  static constexpr std::size_t kMostBytes = 128 * MiB;

  // The whole body of the answer.
  std::optional<Slice> Find(const Hash256& tip);
  void Keep(const Hash256& tip, Slice body);
  // It is here, or somebody is connected who announced this tip.
  bool Available(const Hash256& tip, const Roster& roster);

 private:
  struct Proof {
    Hash256 tip{};
    Slice body;
  };
  std::mutex mutex_;
  std::deque<Proof> proofs_;  // the newest last
  std::size_t bytes_ = 0;
};

Task<Status> AnswerRequestProof(Peer& peer, const Received<RequestProofOfWeight>& request);

}  // namespace dragoman::chia
