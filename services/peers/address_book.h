// AddressBook: where other nodes listen, and which of them are worth trying: Bitcoin's address manager in the form that
// Chia runs (wire/chia.md 15.3). What was merely told stands in the new table, in up to 8 places by who told it; what
// we have been connected to in the tried table, in one. One entry per host, with the port it came with first.
//
// Bounded by its tables: at most 81,920 entries. Not thread-safe. Times are seconds since 1970-01-01 UTC.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "services/peers/bucket_choice.h"
#include "services/peers/saved_address.h"

namespace dragoman::peers {

class AddressBook {
 public:
  // Whoever knows `secret` can foresee places, whoever knows `chance` what is drawn. `private_addresses`: take those
  // that nobody can reach from elsewhere.
  AddressBook(const Hash256& secret, const Hash256& chance, bool private_addresses)
      : choice_(secret), private_addresses_(private_addresses), dice_(chance) {}

  // `source` says that somebody listened there at `seen`, which is believed only to have been `penalty` seconds
  // earlier. True if the host was new and has got a place.
  bool Add(const Endpoint& endpoint, std::int64_t seen, const IpAddress& source, std::int64_t penalty, std::int64_t now);
  // We have shaken hands with it. Where that would push another out of the tried table, that one is to be tested first.
  void Good(const Endpoint& endpoint, std::int64_t now) { Good(endpoint, now, true); }
  // We have tried. A failure counts only once between two successes anywhere: else it was our own network's.
  void Attempt(const Endpoint& endpoint, bool count_failure, std::int64_t now);
  // It is there; noted at most every 10 minutes.
  void Connected(const Endpoint& endpoint, std::int64_t now);

  // One worth trying, at random. Null where there is none.
  const Entry* Draw(bool new_only, std::int64_t now);
  // One that another would push out of the tried table, to be tested.
  const Entry* DrawCollision();
  // Ends the collisions whose older side has been tested, or could not be for long.
  void ResolveCollisions(std::int64_t now);

  // Up to `limit` and `percent` of all, at random, none of them terrible.
  std::vector<Entry> Sample(std::size_t limit, unsigned percent, std::int64_t now);
  // Out with what has not been seen for 14 days and failed 10 times.
  void CleanUp(std::int64_t now);

  const Entry* Find(const IpAddress& ip) const;
  // In place of those that were.
  void SetAnchors(const std::vector<Endpoint>& anchors);
  std::vector<Endpoint> Anchors() const;

  // --- between runs ---

  void Restore(const SavedAddress& saved);
  // What is to be saved, and what to be forgotten, since the last call.
  struct Changes {
    std::vector<SavedAddress> changed;
    std::vector<Endpoint> gone;
  };
  Changes TakeChanges();
  // These could not be saved: they are changes still.
  void NotSaved(const Changes& changes);

  std::size_t size() const { return order_.size(); }
  std::size_t tried() const { return tried_.size(); }
  std::size_t collisions() const { return collisions_.size(); }
  // Places of a host in the new table.
  std::size_t Places(const IpAddress& ip) const;

 private:
  using Number = BucketTable::Number;
  using Place = BucketTable::Place;
  struct Kept : Entry {
    std::vector<Place> places;  // in the new table
    std::size_t at = 0;         // in order_
    bool changed = false;
    bool saved = false;         // stands on the shelf
  };

  void Good(const Endpoint& endpoint, std::int64_t now, bool test_before_evict);
  // With this very port. Null where there is none.
  Kept* Exactly(const Endpoint& endpoint);
  Number Create(const Endpoint& endpoint, const IpAddress& source);
  void Delete(Number number);
  void Swap(std::size_t a, std::size_t b);
  // Another one loses its place there, and its entry if it was the last one.
  void Clear(Place place);
  void Occupy(Place place, Number number);
  void MakeTried(Number number);
  // True when that collision is over.
  bool Resolve(Number number, std::int64_t now);

  const BucketChoice choice_;
  const bool private_addresses_;
  Dice dice_;
  BucketTable tried_{kTriedBuckets};
  BucketTable new_{kNewBuckets};
  std::deque<Kept> entries_;          // by number
  std::vector<Number> free_;
  std::map<IpAddress, Number> hosts_;
  std::vector<Number> order_;         // shuffled as samples are drawn
  std::vector<Number> collisions_;    // who would push another out
  std::set<Endpoint> gone_;
  std::int64_t last_good_ = 1;
};

}  // namespace dragoman::peers
