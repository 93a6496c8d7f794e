// TransactionFetches: who announced which transaction that we do not have. One of them at a time is asked for it, at most
// five in all, in the order in which they announced it (wire/chia.md 16.4). One per node; thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "dialects/chia/mempool.h"

namespace dragoman::chia {

class TransactionFetches {
 public:
  static constexpr std::size_t kMostAnnouncers = 5;
  // What one peer announced and we want of it; more is passed over until some of it has come.
  static constexpr std::size_t kMostOfOnePeer = 100;

  // One peer's part in them; leaves with the peer, and others take its turns.
  class Part {
   public:
    // It is this peer's turn to be asked. Called under a lock, on any thread: hands it to the peer's own.
    using Begin = std::function<void(const Hash256& id, const Mempool::Announcement& heard)>;
    Part(TransactionFetches& all, Begin begin) : all_(all), begin_(std::move(begin)) {}
    ~Part() { all_.Leave(*this); }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    // True: it is its turn right away.
    [[nodiscard]] bool Announced(const Hash256& id, const Mempool::Announcement& heard);

   private:
    friend class TransactionFetches;
    TransactionFetches& all_;
    const Begin begin_;
    std::set<Hash256> ids_;
  };

  // A peer's turn for one transaction, while it is asked: unless that ends the search, the next one is asked afterwards.
  class Turn {
   public:
    Turn(Part& part, const Hash256& id) : part_(part), id_(id) {}
    ~Turn() { part_.all_.Over(part_, id_, ends_); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    void EndsTheSearch() { ends_ = true; }

   private:
    Part& part_;
    const Hash256 id_;
    bool ends_ = false;
  };

 private:
  struct Announcer {
    Part* part = nullptr;
    Mempool::Announcement heard;
  };
  struct Fetch {
    Part* asked = nullptr;
    std::deque<Announcer> waiting;
    std::size_t announcers = 0;
  };
  using Place = std::map<Hash256, Fetch>::iterator;

  void Over(Part& part, const Hash256& id, bool ends);
  void Leave(Part& part);
  void AskNext(Place place);

  std::mutex mutex_;
  std::map<Hash256, Fetch> fetches_;
};

}  // namespace dragoman::chia
