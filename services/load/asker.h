// Asker: keeps so many questions under way at one peer and takes the time of each answer. Lives on the peer's thread.
#pragma once

#include <functional>
#include <list>

#include "core/peer/peer.h"
#include "services/load/latencies.h"

namespace dragoman::load {

class Asker {
 public:
  // From its sending to its answer; longer is a failure.
  static constexpr std::chrono::seconds kPatience{10};

  // `idle` is called when it has been told to stop, or cannot go on, and nothing is under way any more.
  Asker(Peer& peer, Envelope question, std::function<void()> idle);
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  // In a run of the peer's session (Peer::Poster), so that the questions are sent.
  void Start(std::size_t depth);
  // Asks no more. What is under way is waited for, but not counted.
  void Stop() { stopping_ = true; }

  std::size_t under_way() const { return under_way_; }
  const Latencies& latencies() const { return latencies_; }
  // Answers that were the dialect's way to refuse; they are counted as answers, too.
  std::uint64_t refused() const { return refused_; }
  // Why it stopped by itself; ok where it did not.
  const Status& failure() const { return failure_; }

 private:
  static Task<Status> Ask(Asker& asker);
  void OneEnded();

  Peer& peer_;
  const Envelope question_;
  const std::function<void()> idle_;
  std::list<Task<Status>> tasks_;
  std::size_t under_way_ = 0;
  bool stopping_ = false;
  Latencies latencies_;
  std::uint64_t refused_ = 0;
  Status failure_;
};

}  // namespace dragoman::load
