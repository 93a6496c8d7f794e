#include "dialects/chia/mempool.h"

#include "dialects/chia/block_filter.h"

namespace dragoman::chia {

void Mempool::Expire(Instant now) {
  while (!order_.empty()) {
    const auto oldest = items_.find(order_.front());
    if (oldest->second.until > now) return;
    bytes_ -= oldest->second.bundle.size();
    items_.erase(oldest);
    order_.pop_front();
  }
}

bool Mempool::Has(const Hash256& id, Instant now) { return Find(id, now).has_value(); }

std::optional<Mempool::Item> Mempool::Find(const Hash256& id, Instant now) {
  const std::lock_guard lock(mutex_);
  Expire(now);
  const auto found = items_.find(id);
  return found == items_.end() ? std::nullopt : std::optional(found->second);
}

bool Mempool::Add(const Hash256& id, Slice bundle, Announcement heard, Instant now) {
  const std::lock_guard lock(mutex_);
  Expire(now);
  if (items_.contains(id) || bytes_ + bundle.size() > kMostBytes) return false;
  Item item;
  item.id = id;
  item.bundle = std::move(bundle);
  item.heard = heard;
  item.until = now + kLifetime;
  bytes_ += item.bundle.size();
  items_.emplace(id, std::move(item));
  order_.push_back(id);
  return true;
}

std::vector<Mempool::Item> Mempool::All(Instant now) {
  const std::lock_guard lock(mutex_);
  Expire(now);
  std::vector<Item> all;
  for (const auto& [id, item] : items_) all.push_back(item);
  return all;
}

Slice Mempool::Filter(Instant now) {
  std::vector<Hash256> ids;
  for (const Item& item : All(now)) ids.push_back(item.id);
  return Slice::Copy(EncodeFilter(ids));
}

}  // namespace dragoman::chia
