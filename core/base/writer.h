// Writer: appends fixed-width values to a byte vector, in either byte order. Cannot fail.
#pragma once

#include <bit>
#include <concepts>

#include "core/base/bytes.h"

namespace dragoman {

class Writer {
 public:
  explicit Writer(ByteVector& out) : out_(out) {}

  template <std::unsigned_integral T>
  void Int(T value, std::endian order) {
    Wide(value, sizeof(T), order);
  }
  void U8(std::uint8_t value) { out_.push_back(value); }
  void U16(std::uint16_t value, std::endian order) { Int(value, order); }
  void U32(std::uint32_t value, std::endian order) { Int(value, order); }
  void U64(std::uint64_t value, std::endian order) { Int(value, order); }
  // The low `width` bytes of `value`, 1 to 8.
  void Wide(std::uint64_t value, std::size_t width, std::endian order) {
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t place = order == std::endian::big ? width - 1 - i : i;
      out_.push_back(static_cast<std::uint8_t>(value >> (8 * place)));
    }
  }
  void Raw(Bytes bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  void Fill(std::size_t count, std::uint8_t value) { out_.insert(out_.end(), count, value); }

  // Overwrites `width` bytes at `at`, which must already be written: a length known only afterwards.
  void Put(std::size_t at, std::uint64_t value, std::size_t width, std::endian order) {
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t place = order == std::endian::big ? width - 1 - i : i;
      out_[at + i] = static_cast<std::uint8_t>(value >> (8 * place));
    }
  }

  std::size_t size() const { return out_.size(); }
  void Reserve(std::size_t more) { out_.reserve(out_.size() + more); }
  ByteVector& bytes() { return out_; }

 private:
  ByteVector& out_;
};

}  // namespace dragoman
