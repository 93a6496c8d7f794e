// How many bytes every value of a type takes, where that is always the same and any bytes will do.
#pragma once

#include "core/wire/fields.h"

namespace dragoman::wire {

class WidthVisitor {
 public:
  template <class T>
  constexpr void operator()(const char*, const T&, Max = kNoMax) {
    Add<T>();
  }
  template <class... Bools>
  constexpr auto Flags(const char*, Bools... flags) {
    fixed_ = false;
    return std::array<bool, sizeof...(Bools)>{flags...};
  }
  template <class T>
  constexpr void Present(bool, const char*, const T&, Max = kNoMax) {}
  template <class T>
  constexpr void Implied(const char*, const T&, std::type_identity_t<T>) {}

  template <class T>
  constexpr void Add() {
    if constexpr ((std::integral<T> && !std::same_as<T, bool>) || WideInteger<T>) {
      width_ += sizeof(T);
    } else if constexpr (IsByteArray<T>::value) {
      width_ += std::tuple_size_v<T>;
    } else if constexpr (IsTuple<T>::value) {
      AddAll(static_cast<T*>(nullptr));
    } else if constexpr (IsFixedList<T>::value) {
      for (std::size_t i = 0; i < std::tuple_size_v<T>; ++i) Add<typename T::value_type>();
    } else if constexpr (HasFields<T> && !HasCheck<T>) {
      T::Fields(*this, kShape<T>);
    } else {
      fixed_ = false;
    }
  }

  // 0: it varies.
  constexpr std::size_t width() const { return fixed_ ? width_ : 0; }

 private:
  template <class... Ts>
  constexpr void AddAll(std::tuple<Ts...>*) {
    (Add<Ts>(), ...);
  }
  template <class A, class B>
  constexpr void AddAll(std::pair<A, B>*) {
    Add<A>();
    Add<B>();
  }

  std::size_t width_ = 0;
  bool fixed_ = true;
};

template <class T>
std::size_t FixedWidth() {
  WidthVisitor visitor;
  visitor.Add<T>();
  return visitor.width();
}

// 0 as long as the program has not started.
template <class T>
inline const std::size_t kFixedWidth = FixedWidth<T>();

}  // namespace dragoman::wire
