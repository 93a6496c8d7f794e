// Reads the fields of a struct of fixed width (core/wire/fixed_width.h) from bytes that are known to be there.
#pragma once

#include <cstring>

#include "core/base/reader.h"
#include "core/wire/fields.h"

namespace dragoman::wire {

template <class Layout>
class Placed {
 public:
  explicit Placed(const std::uint8_t* at) : at_(at) {}

  template <class T>
  void operator()(const char*, T& field, Max = kNoMax) {
    Value(field);
  }
  // A struct with any of these has no fixed width.
  template <class... Bools>
  auto Flags(const char*, Bools... flags) {
    return std::array<bool, sizeof...(Bools)>{flags...};
  }
  template <class T>
  void Present(bool, const char*, T&, Max = kNoMax) {}
  template <class T>
  void Implied(const char*, T&, std::type_identity_t<T>) {}

 private:
  template <class T>
  void Value(T& field) {
    if constexpr (Integer<T>) {
      field = IntOf<T>(Next(sizeof(T)), Layout::kOrder);
    } else if constexpr (SignedInteger<T>) {
      field = static_cast<T>(IntOf<std::make_unsigned_t<T>>(Next(sizeof(T)), Layout::kOrder));
    } else if constexpr (WideInteger<T>) {
      const Uint128 first = IntOf<std::uint64_t>(Next(8), Layout::kOrder);
      const Uint128 second = IntOf<std::uint64_t>(Next(8), Layout::kOrder);
      field = static_cast<T>(Layout::kOrder == std::endian::big ? first << 64 | second : second << 64 | first);
    } else if constexpr (IsByteArray<T>::value) {
      std::memcpy(field.data(), Next(field.size()), field.size());
    } else if constexpr (IsFixedList<T>::value) {
      for (auto& item : field) Value(item);
    } else if constexpr (IsTuple<T>::value) {
      std::apply([this](auto&... items) { (this->Value(items), ...); }, field);
    } else if constexpr (HasFields<T> && !HasCheck<T>) {
      T::Fields(*this, field);
    }
  }
  const std::uint8_t* Next(std::size_t count) {
    const std::uint8_t* here = at_;
    at_ += count;
    return here;
  }

  const std::uint8_t* at_;
};

}  // namespace dragoman::wire
