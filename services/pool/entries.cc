#include "services/pool/entries.h"

#include <utility>

namespace dragoman::pool {

Record RecordOf(const Entry& entry) {
  Record record;
  record.id = entry.id;
  record.raw = entry.raw;
  record.first_seen = entry.first_seen;
  record.fee = entry.fee;
  record.rival = entry.rival;
  return record;
}

Entry& Entries::Add(Entry entry) {
  const Place place = next_++;
  by_id_[entry.id] = place;
  for (const OutputPoint& point : entry.spends) by_spend_[point] = place;
  for (std::uint32_t i = 0; i < entry.outputs.size(); ++i)
    by_key_[entry.outputs[i].key].insert(Paid{place, i});
  bytes_ += entry.raw.size();
  memory_ += entry.memory;
  return in_order_.emplace(place, std::move(entry)).first->second;
}

std::optional<Entry> Entries::Remove(const Hash256& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  const Place place = found->second;
  by_id_.erase(found);
  const auto node = in_order_.extract(place);
  Entry entry = std::move(node.mapped());
  for (const OutputPoint& point : entry.spends) by_spend_.erase(point);
  for (std::uint32_t i = 0; i < entry.outputs.size(); ++i) {
    const auto paid = by_key_.find(entry.outputs[i].key);
    paid->second.erase(Paid{place, i});
    if (paid->second.empty()) by_key_.erase(paid);
  }
  bytes_ -= entry.raw.size();
  memory_ -= entry.memory;
  return entry;
}

std::vector<Hash256> Entries::Family(const Hash256& id) const {
  // A child came after its parents, so by place the last of the chain stands last.
  std::map<Place, Hash256> family;
  std::vector<Hash256> open{id};
  while (!open.empty()) {
    const Hash256 next = open.back();
    open.pop_back();
    const auto found = by_id_.find(next);
    if (found == by_id_.end() || !family.emplace(found->second, next).second) continue;
    const Entry& entry = in_order_.at(found->second);
    for (std::uint32_t i = 0; i < entry.outputs.size(); ++i) {
      const Entry* child = Spender(OutputPoint{next, i});
      if (child != nullptr) open.push_back(child->id);
    }
  }
  std::vector<Hash256> youngest_first;
  for (auto at = family.rbegin(); at != family.rend(); ++at) youngest_first.push_back(at->second);
  return youngest_first;
}

Entry* Entries::Find(const Hash256& id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &in_order_.at(found->second);
}

const Entry* Entries::Find(const Hash256& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &in_order_.at(found->second);
}

const Entry* Entries::Spender(const OutputPoint& point) const {
  const auto found = by_spend_.find(point);
  return found == by_spend_.end() ? nullptr : &in_order_.at(found->second);
}

Hits Entries::PaidTo(const ScriptsQuery& query) const {
  std::set<Paid> paid;
  for (const Hash256& key : query.keys) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) continue;
    std::size_t taken = 0;
    for (auto at = found->second.begin(); at != found->second.end() && taken < query.limit;
         ++at, ++taken) {
      paid.insert(*at);
    }
  }
  Hits hits;
  for (const Paid& place : paid) {
    if (hits.size() == query.limit) break;
    const Entry& entry = in_order_.at(place.place);
    Hit& hit = hits.emplace_back();
    hit.record = RecordOf(entry);
    hit.index = place.index;
    hit.amount = entry.outputs[place.index].amount;
    hit.key = entry.outputs[place.index].key;
  }
  return hits;
}

Records Entries::List(std::uint64_t bytes) const {
  Records records;
  for (const auto& [place, entry] : in_order_) {
    if (entry.raw.size() > bytes) break;  // what came later may spend from it
    bytes -= entry.raw.size();
    records.push_back(RecordOf(entry));
  }
  return records;
}

}  // namespace dragoman::pool
