// Encoding and measuring by a field list: the same list, so measure and encode cannot disagree.
#pragma once

#include "core/base/writer.h"
#include "core/wire/fields.h"

namespace dragoman::wire {

// Sink is Writer or Measure.
template <class Layout, class Sink>
class Encoder {
 public:
  explicit Encoder(Sink& sink) : sink_(sink) {}

  template <class T>
  void operator()(const char*, const T& field, Max = kNoMax) {
    Value(field);
  }

 private:
  template <class T>
  void Value(const T& field) {
    if constexpr (std::same_as<T, bool>) {
      sink_.Wide(field ? 1 : 0, 1, Layout::kOrder);
    } else if constexpr (Integer<T>) {
      sink_.Wide(field, sizeof(T), Layout::kOrder);
    } else if constexpr (IsByteArray<T>::value) {
      sink_.Raw(field);
    } else if constexpr (std::same_as<T, std::string>) {
      sink_.Wide(field.size(), Layout::kCountWidth, Layout::kOrder);
      sink_.Raw(AsBytes(field));
    } else if constexpr (Octets<T>) {
      sink_.Wide(field.size(), Layout::kCountWidth, Layout::kOrder);
      sink_.Raw(field);
    } else if constexpr (IsOptional<T>::value) {
      sink_.Wide(field.has_value() ? 1 : 0, 1, Layout::kOrder);
      if (field.has_value()) Value(*field);
    } else if constexpr (IsList<T>::value) {
      sink_.Wide(field.size(), Layout::kCountWidth, Layout::kOrder);
      for (const auto& item : field) Value(item);
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      T::Fields(*this, field);
    }
  }

  Sink& sink_;
};

// Counts what a Writer would append.
class Measure {
 public:
  void Wide(std::uint64_t, std::size_t width, std::endian) { size_ += width; }
  void Raw(Bytes bytes) { size_ += bytes.size(); }
  std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
};

}  // namespace dragoman::wire
