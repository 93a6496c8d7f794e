// Writer: appends fixed-width values to a byte vector, in either byte order. Cannot fail.
#pragma once

#include <bit>
#include <concepts>
#include <cstring>

#include "core/base/bytes.h"

namespace dragoman {

class Writer {
 public:
  explicit Writer(ByteVector& out) : out_(out) {}

  template <std::unsigned_integral T>
  void Int(T value, std::endian order) {
    const T ordered = InOrder(value, order);
    std::memcpy(Extend(sizeof(T)), &ordered, sizeof(T));
  }
  void U8(std::uint8_t value) { out_.push_back(value); }
  void U16(std::uint16_t value, std::endian order) { Int(value, order); }
  void U32(std::uint32_t value, std::endian order) { Int(value, order); }
  void U64(std::uint64_t value, std::endian order) { Int(value, order); }
  // The low `width` bytes of `value`, 1 to 8.
  void Wide(std::uint64_t value, std::size_t width, std::endian order) { Spell(Extend(width), value, width, order); }
  void Raw(Bytes bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  void Fill(std::size_t count, std::uint8_t value) { out_.insert(out_.end(), count, value); }

  // Overwrites `width` bytes at `at`, which must already be written: a length known only afterwards.
  void Put(std::size_t at, std::uint64_t value, std::size_t width, std::endian order) {
    Spell(out_.data() + at, value, width, order);
  }

  std::size_t size() const { return out_.size(); }
  // Room for `count` bytes more, to be written there at once.
  std::uint8_t* Extend(std::size_t count) {
    const std::size_t at = out_.size();
    out_.resize(at + count);
    return out_.data() + at;
  }
  void Reserve(std::size_t more) { out_.reserve(out_.size() + more); }
  ByteVector& bytes() { return out_; }

 private:
  static void Spell(std::uint8_t* to, std::uint64_t value, std::size_t width, std::endian order) {
    if (width == 4) {
      const std::uint32_t ordered = InOrder(static_cast<std::uint32_t>(value), order);
      std::memcpy(to, &ordered, sizeof(ordered));
      return;
    }
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t place = order == std::endian::big ? width - 1 - i : i;
      to[i] = static_cast<std::uint8_t>(value >> (8 * place));
    }
  }

  ByteVector& out_;
};

}  // namespace dragoman
