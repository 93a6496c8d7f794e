// Arbitrary values by a field list, from a seed: for property tests, structured fuzzing and benchmarks.
#pragma once

#include <random>

#include "core/wire/fields.h"

namespace dragoman::wire {

class Arbitrary {
 public:
  explicit Arbitrary(std::uint64_t seed) : random_(seed) {}

  template <class T>
  void operator()(const char*, T& field, Max max = kNoMax) {
    Value(field, max);
  }

 private:
  std::size_t Count(Max max) { return static_cast<std::size_t>(random_() % (std::min<std::size_t>(max.count, 20) + 1)); }
  std::uint64_t Number() {
    // Borders are where codecs break.
    static constexpr std::array<std::uint64_t, 6> kBorders{0, 1, 127, 128, 255, ~std::uint64_t{0}};
    return random_() % 4 == 0 ? kBorders[random_() % kBorders.size()] : random_() >> (random_() % 64);
  }

  template <class T>
  void Value(T& field, Max max) {
    if constexpr (std::same_as<T, bool>) {
      field = random_() % 2 == 0;
    } else if constexpr (Integer<T>) {
      field = static_cast<T>(Number());
    } else if constexpr (IsByteArray<T>::value) {
      for (auto& byte : field) byte = static_cast<std::uint8_t>(random_());
    } else if constexpr (std::same_as<T, std::string>) {
      field.assign(Count(max), ' ');
      for (char& c : field) c = static_cast<char>(' ' + random_() % 95);
    } else if constexpr (Octets<T>) {
      ByteVector raw(Count(max));
      for (auto& byte : raw) byte = static_cast<std::uint8_t>(random_());
      if constexpr (std::same_as<T, Slice>) {
        field = Slice::Copy(raw);
      } else {
        field = std::move(raw);
      }
    } else if constexpr (IsOptional<T>::value) {
      field.reset();
      if (random_() % 2 == 0) Value(field.emplace(), max);
    } else if constexpr (IsList<T>::value) {
      field.resize(Count(max));
      for (auto& item : field) Value(item, kNoMax);
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      T::Fields(*this, field);
    }
  }

  std::mt19937_64 random_;
};

}  // namespace dragoman::wire
