// Encoding and measuring by a field list: the same list, so measure and encode cannot disagree.
#pragma once

#include "core/base/writer.h"
#include "core/wire/fields.h"

namespace dragoman::wire {

// Sink is Measure, Spot or Writer.
template <class Layout, class Sink>
class Encoder {
 public:
  explicit Encoder(Sink& sink) : sink_(sink) {}

  template <class T>
  void operator()(const char*, const T& field, Max = kNoMax) {
    Value(field);
  }
  template <class... Bools>
  std::array<bool, sizeof...(Bools)> Flags(const char*, Bools... flags) {
    std::uint8_t raw = 0;
    int bit = 0;
    ((raw = static_cast<std::uint8_t>(raw | (flags ? 1 : 0) << bit++)), ...);
    sink_.Int(raw, Layout::kOrder);
    return {flags...};
  }
  template <class T>
  void Present(bool is, const char*, const T& field, Max = kNoMax) {
    if (!is) return;
    if constexpr (IsOptional<T>::value) {
      Value(*field);
    } else {
      Value(field);
    }
  }
  template <class T>
  void Implied(const char*, const T&, std::type_identity_t<T>) {}

  template <class T>
  void Value(const T& field) {
    if constexpr (std::same_as<T, bool>) {
      sink_.Int(static_cast<std::uint8_t>(field ? 1 : 0), Layout::kOrder);
    } else if constexpr (Integer<T>) {
      sink_.Int(field, Layout::kOrder);
    } else if constexpr (SignedInteger<T>) {
      sink_.Int(static_cast<std::make_unsigned_t<T>>(field), Layout::kOrder);
    } else if constexpr (WideInteger<T>) {
      const auto value = static_cast<Uint128>(field);
      const bool big = Layout::kOrder == std::endian::big;
      sink_.Int(static_cast<std::uint64_t>(big ? value >> 64 : value), Layout::kOrder);
      sink_.Int(static_cast<std::uint64_t>(big ? value : value >> 64), Layout::kOrder);
    } else if constexpr (IsByteArray<T>::value) {
      sink_.Raw(field);
    } else if constexpr (Verbatim<T>) {
      sink_.Raw(field.bytes());
    } else if constexpr (std::same_as<T, std::string>) {
      Counted(AsBytes(field));
    } else if constexpr (std::same_as<T, Text>) {
      Counted(field.bytes());
    } else if constexpr (Octets<T>) {
      Counted(field);
    } else if constexpr (IsOptional<T>::value) {
      Value(field.has_value());
      if (field.has_value()) Value(*field);
    } else if constexpr (IsList<T>::value) {
      sink_.Wide(field.size(), Layout::kCountWidth, Layout::kOrder);
      for (const auto& item : field) Value(item);
    } else if constexpr (IsSequence<T>::value) {
      sink_.Wide(field.size(), Layout::kCountWidth, Layout::kOrder);
      sink_.Raw(field.bytes());
    } else if constexpr (IsPart<T>::value) {
      if (field.bytes().empty()) {
        Value(kShape<typename T::value_type>);
      } else {
        sink_.Raw(field.bytes());
      }
    } else if constexpr (IsFixedList<T>::value) {
      for (const auto& item : field) Value(item);
    } else if constexpr (IsTuple<T>::value) {
      std::apply([this](const auto&... items) { (this->Value(items), ...); }, field);
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      T::Fields(*this, field);
    }
  }

 private:
  void Counted(Bytes bytes) {
    sink_.Wide(bytes.size(), Layout::kCountWidth, Layout::kOrder);
    sink_.Raw(bytes);
  }

  Sink& sink_;
};

// Counts what a Writer would append.
class Measure {
 public:
  template <std::unsigned_integral T>
  void Int(T, std::endian) {
    size_ += sizeof(T);
  }
  void Wide(std::uint64_t, std::size_t width, std::endian) { size_ += width; }
  void Raw(Bytes bytes) { size_ += bytes.size(); }
  std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
};

// Writes into memory that has been measured before.
class Spot {
 public:
  explicit Spot(std::uint8_t* at) : at_(at) {}

  template <std::unsigned_integral T>
  void Int(T value, std::endian order) {
    const T ordered = InOrder(value, order);
    std::memcpy(at_, &ordered, sizeof(T));
    at_ += sizeof(T);
  }
  void Wide(std::uint64_t value, std::size_t width, std::endian order) {
    if (width == 4) {
      Int(static_cast<std::uint32_t>(value), order);
      return;
    }
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t place = order == std::endian::big ? width - 1 - i : i;
      *at_++ = static_cast<std::uint8_t>(value >> (8 * place));
    }
  }
  void Raw(Bytes bytes) {
    if (bytes.empty()) return;
    asm("" : "+r"(at_));  // or g++ 12 believes that an empty list, for which nothing was reserved, is written
    std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }

 private:
  std::uint8_t* at_;
};

}  // namespace dragoman::wire
