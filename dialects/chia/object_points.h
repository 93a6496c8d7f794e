// The points of an object, one after another, by its field list: on the curve and in the subgroup, all of them.
#pragma once

#include "core/wire/fields.h"
#include "dialects/chia/points/points.h"
#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

class PointChecker {
 public:
  template <class T>
  void operator()(const char* name, const T& field, Max = kNoMax) {
    if (!status_.ok()) return;
    Value(field);
    if (!status_.ok()) status_.In(name);
  }
  template <class... Bools>
  auto Flags(const char*, Bools... flags) {
    return std::array<bool, sizeof...(Bools)>{flags...};
  }
  template <class T>
  void Present(bool present, const char* name, const T& field, Max = kNoMax) {
    if (present) (*this)(name, field);
  }
  template <class T>
  void Implied(const char*, const T&, std::type_identity_t<T>) {}

  Status Take() { return std::move(status_); }

 private:
  template <class T>
  void Value(const T& field) {
    if constexpr (std::same_as<T, G1>) {
      status_ = CheckG1(std::span<const std::uint8_t, 48>(field.bytes()));
    } else if constexpr (std::same_as<T, G2>) {
      status_ = CheckG2(std::span<const std::uint8_t, 96>(field.bytes()));
    } else if constexpr (wire::IsOptional<T>::value) {
      if (field.has_value()) Value(*field);
    } else if constexpr (wire::HasFields<T>) {
      T::Fields(*this, field);
    }
  }

  Status status_;
};

// Of everything in it but lists, which hold no points in the objects that are checked (blocks, spends).
template <class T>
Status CheckPoints(const T& object) {
  PointChecker checker;
  T::Fields(checker, object);
  return checker.Take();
}

}  // namespace dragoman::chia
