// Makes every view of a decoded message last beyond its input.
#pragma once

#include "core/wire/fields.h"

namespace dragoman::wire {

class Owner : public Logical<Owner> {
 public:
  template <class T>
  void operator()(const char*, T& field, Max = kNoMax) {
    Value(field);
  }

 private:
  template <class T>
  void Value(T& field) {
    if constexpr (requires { field.Owned(); }) {
      field = field.Owned();
    } else if constexpr (IsOptional<T>::value) {
      if (field.has_value()) Value(*field);
    } else if constexpr (IsList<T>::value || IsFixedList<T>::value) {
      for (auto& item : field) Value(item);
    } else if constexpr (IsTuple<T>::value) {
      std::apply([this](auto&... items) { (this->Value(items), ...); }, field);
    } else if constexpr (HasFields<T>) {
      T::Fields(*this, field);
    }
  }
};

}  // namespace dragoman::wire
