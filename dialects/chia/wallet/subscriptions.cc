#include "dialects/chia/wallet/subscriptions.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace dragoman::chia {

std::vector<Hash256> UniqueInOrder(const List<Hash256>& hashes) {
  const std::vector<Hash256> all = hashes.ToVector();
  std::vector<std::uint32_t> order(all.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return all[i]; });
  const auto same = [&](std::uint32_t a, std::uint32_t b) { return all[a] == all[b]; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  std::ranges::sort(order);
  std::vector<Hash256> unique;
  unique.reserve(order.size());
  for (const std::uint32_t i : order) unique.push_back(all[i]);
  return unique;
}

std::vector<Hash256> Sorted(std::vector<Hash256> hashes) {
  std::ranges::sort(hashes);
  return hashes;
}

bool Subscriptions::Set::Contains(const Hash256& hash) const { return std::ranges::binary_search(*hashes_, hash); }

std::vector<Hash256> Subscriptions::Set::Add(std::span<const Hash256> hashes, std::size_t most) {
  std::vector<Hash256> added;
  for (const Hash256& hash : hashes) {
    if (added.size() == most) break;
    if (!Contains(hash)) added.push_back(hash);
  }
  const Hashes sorted = Sorted(added);
  Hashes all;
  all.reserve(hashes_->size() + sorted.size());
  std::ranges::merge(*hashes_, sorted, std::back_inserter(all));
  hashes_ = std::make_shared<const Hashes>(std::move(all));
  return added;
}

std::vector<Hash256> Subscriptions::Set::Remove(const List<Hash256>& hashes) {
  const Hashes unwanted = Sorted(UniqueInOrder(hashes));
  Hashes removed, left;
  std::ranges::set_intersection(*hashes_, unwanted, std::back_inserter(removed));
  std::ranges::set_difference(*hashes_, unwanted, std::back_inserter(left));
  hashes_ = std::make_shared<const Hashes>(std::move(left));
  return removed;
}

std::vector<Hash256> Subscriptions::Set::RemoveAll() {
  return *std::exchange(hashes_, std::make_shared<const Hashes>());
}

}  // namespace dragoman::chia
