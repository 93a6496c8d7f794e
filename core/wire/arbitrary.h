// Arbitrary values by a field list, from a seed: for property tests, structured fuzzing and benchmarks.
#pragma once

#include <random>

#include "core/base/reader.h"
#include "core/wire/fields.h"
#include "core/wire/sequence.h"

namespace dragoman::wire {

class Arbitrary {
 public:
  explicit Arbitrary(std::uint64_t seed) : random_(seed) {}

  template <class T>
  void operator()(const char*, T& field, Max max = kNoMax) {
    Value(field, max);
  }
  // Any flags, and what they say is there.
  template <class... Bools>
  auto Flags(const char*, Bools...) {
    std::array<bool, sizeof...(Bools)> flags{};
    for (bool& flag : flags) flag = random_() % 2 == 0;
    return flags;
  }
  template <class T>
  void Present(bool is, const char*, T& field, Max max = kNoMax) {
    field = T();
    if (!is) return;
    if constexpr (IsOptional<T>::value) {
      Value(field.emplace(), max);
    } else {
      Value(field, max);
    }
  }
  template <class T>
  void Implied(const char*, T& field, std::type_identity_t<T> value) {
    field = value;
  }

  template <class T>
  void Struct(T& m) {
    if constexpr (HasCheck<T>) {
      do {
        T::Fields(*this, m);
      } while (!m.Check().ok());
    } else {
      T::Fields(*this, m);
    }
  }

 private:
  // Lists within lists are short, so that no message becomes huge.
  std::size_t Count(Max max) {
    const std::size_t most = lists_ == 0 ? 20 : lists_ == 1 ? 3 : 1;
    return static_cast<std::size_t>(random_() % (std::min(max.count, most) + 1));
  }
  template <class T>
  void Items(std::vector<T>& items, Max max) {
    items.resize(Count(max));
    ++lists_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      T item{};
      Value(item, kNoMax);
      items[i] = std::move(item);
    }
    --lists_;
  }
  std::uint64_t Number() {
    // Borders are where codecs break.
    static constexpr std::array<std::uint64_t, 6> kBorders{0, 1, 127, 128, 255, ~std::uint64_t{0}};
    return random_() % 4 == 0 ? kBorders[random_() % kBorders.size()] : random_() >> (random_() % 64);
  }

  template <class T>
  void Value(T& field, Max max) {
    if constexpr (std::same_as<T, bool>) {
      field = random_() % 2 == 0;
    } else if constexpr (Integer<T> || SignedInteger<T>) {
      field = static_cast<T>(Number());
    } else if constexpr (WideInteger<T>) {
      field = static_cast<T>(Uint128{Number()} << 64 | Number());
    } else if constexpr (IsByteArray<T>::value) {
      for (auto& byte : field) byte = static_cast<std::uint8_t>(random_());
    } else if constexpr (std::same_as<T, std::string>) {
      field.assign(Count(max), ' ');
      for (char& c : field) c = static_cast<char>(' ' + random_() % 95);
    } else if constexpr (std::same_as<T, Text>) {
      std::string text;
      Value(text, max);
      if (random_() % 4 == 0 && text.size() >= 2) text.replace(0, 2, "\xC3\xA9");
      field = text;
    } else if constexpr (Verbatim<T>) {
      const Slice raw = Slice::Copy(T::Arbitrary(random_()));
      Reader reader(raw);
      field.Read(reader);
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
      Items(field, max);
    } else if constexpr (IsSequence<T>::value) {
      std::vector<typename T::value_type> items;
      Items(items, max);
      field = items;
    } else if constexpr (IsPart<T>::value) {
      typename T::value_type value;
      Value(value, max);
      field = value;
    } else if constexpr (IsFixedList<T>::value) {
      for (auto& item : field) Value(item, kNoMax);
    } else if constexpr (IsTuple<T>::value) {
      std::apply([this](auto&... items) { (this->Value(items, kNoMax), ...); }, field);
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      Struct(field);
    }
  }

  int lists_ = 0;
  std::mt19937_64 random_;
};

}  // namespace dragoman::wire
