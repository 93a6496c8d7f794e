// Entries: the transactions of the pool, by id, by what they spend and by what they pay to, in the
// order of their coming. Not thread-safe. It judges nothing; how much it holds is told, and limited
// by who adds.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>

#include "services/pool/entry.h"

namespace dragoman::pool {

class Entries {
 public:
  // Nothing in the pool has its id or spends what it spends. The reference holds until it is
  // removed.
  Entry& Add(Entry entry);
  // Removes one, and nothing that spends from it. Gives the entry, if it was there.
  std::optional<Entry> Remove(const Hash256& id);
  // Who spends from it and from them, and so on; the last of the chain first, `id` itself at the
  // end.
  std::vector<Hash256> Family(const Hash256& id) const;

  // nullptr where there is none.
  Entry* Find(const Hash256& id);
  const Entry* Find(const Hash256& id) const;
  const Entry* Spender(const OutputPoint& point) const;

  Hits PaidTo(const ScriptsQuery& query) const;
  Records List(std::uint64_t bytes) const;

  std::size_t size() const { return by_id_.size(); }
  std::uint64_t bytes() const { return bytes_; }  // serialized
  std::uint64_t memory() const { return memory_; }

 private:
  using Place = std::uint64_t;  // in the order of coming
  struct Paid {
    Place place = 0;
    std::uint32_t index = 0;
    friend auto operator<=>(const Paid&, const Paid&) = default;
  };

  Place next_ = 0;
  std::map<Place, Entry> in_order_;
  std::map<Hash256, Place> by_id_;
  std::map<OutputPoint, Place> by_spend_;
  std::map<Hash256, std::set<Paid>> by_key_;
  std::uint64_t bytes_ = 0;
  std::uint64_t memory_ = 0;
};

Record RecordOf(const Entry& entry);

}  // namespace dragoman::pool
