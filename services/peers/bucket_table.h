// BucketTable: buckets of 64 places, each empty or with the number of an entry; a random taken place is found at once.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/peers/dice.h"

namespace dragoman::peers {

inline constexpr std::size_t kBucketSize = 64;

class BucketTable {
 public:
  using Place = std::uint32_t;   // bucket x 64 + position
  using Number = std::uint32_t;  // of an entry

  explicit BucketTable(std::size_t buckets) : places_(buckets * kBucketSize, kEmpty) {}

  static std::size_t BucketOf(Place place) { return place / kBucketSize; }
  std::size_t buckets() const { return places_.size() / kBucketSize; }

  std::optional<Number> At(Place place) const {
    if (places_[place] == kEmpty) return std::nullopt;
    return taken_[places_[place]].number;
  }
  // The place is empty.
  void Take(Place place, Number number) {
    places_[place] = static_cast<std::uint32_t>(taken_.size());
    taken_.push_back(Taken{place, number});
  }
  // The place is taken.
  void Leave(Place place) {
    const std::uint32_t index = places_[place];
    taken_[index] = taken_.back();
    places_[taken_[index].place] = index;
    taken_.pop_back();
    places_[place] = kEmpty;
  }
  bool empty() const { return taken_.empty(); }
  std::size_t size() const { return taken_.size(); }
  // The entry of a random taken place; there is one.
  Number Draw(Dice& dice) const { return taken_[dice.Below(taken_.size())].number; }

 private:
  static constexpr std::uint32_t kEmpty = ~std::uint32_t{0};
  struct Taken {
    Place place;
    Number number;
  };

  std::vector<std::uint32_t> places_;  // where in taken_
  std::vector<Taken> taken_;
};

}  // namespace dragoman::peers
