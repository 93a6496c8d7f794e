// Reader: takes fixed-width values off a run of bytes, in either byte order.
// After the first failure every read gives zero or empty and `status()` keeps that first failure.
#pragma once

#include <bit>
#include <concepts>
#include <cstring>

#include "core/base/result.h"
#include "core/base/slice.h"

namespace dragoman {

template <std::unsigned_integral T>
T IntOf(const std::uint8_t* raw, std::endian order) {
  T value;
  std::memcpy(&value, raw, sizeof(T));
  return InOrder(value, order);
}

// The unsigned integer that `raw` spells, 1 to 8 bytes.
inline std::uint64_t WideOf(Bytes raw, std::endian order) {
  if (raw.size() == 4) return IntOf<std::uint32_t>(raw.data(), order);
  if (raw.size() == 1) return raw[0];
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const std::size_t from_top = order == std::endian::big ? i : raw.size() - 1 - i;
    value = value << 8 | raw[from_top];
  }
  return value;
}

class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}
  // Slices read from an owning source share its block; the source outlives the reader.
  explicit Reader(const Slice& source) : bytes_(source.bytes()), source_(&source) {}
  explicit Reader(Slice&&) = delete;

  template <std::unsigned_integral T>
  T Int(std::endian order) {
    const Bytes raw = Take(sizeof(T));
    return raw.empty() ? T{0} : IntOf<T>(raw.data(), order);
  }
  std::uint8_t U8() { return status_.ok() && at_ < bytes_.size() ? bytes_[at_++] : Int<std::uint8_t>(std::endian::little); }
  std::uint16_t U16(std::endian order) { return Int<std::uint16_t>(order); }
  std::uint32_t U32(std::endian order) { return Int<std::uint32_t>(order); }
  std::uint64_t U64(std::endian order) { return Int<std::uint64_t>(order); }
  // An unsigned integer of `width` bytes, 1 to 8.
  std::uint64_t Wide(std::size_t width, std::endian order) { return WideOf(Take(width), order); }

  // Exactly `count` bytes, or a failure; never allocates.
  Bytes Take(std::size_t count) {
    if (!status_.ok()) return {};
    if (count > remaining()) {
      Fail(Status(Code::kTruncated, "needs {} bytes, {} are left", count, remaining()));
      return {};
    }
    const Bytes taken = bytes_.subspan(at_, count);
    at_ += count;
    return taken;
  }
  Slice TakeSlice(std::size_t count) {
    const std::size_t from = at_;
    const Bytes taken = Take(count);
    if (taken.size() != count) return {};
    return source_ == nullptr ? Slice::View(taken) : source_->Sub(from, count);
  }

  // What has been read from offset `from` on.
  Slice Since(std::size_t from) const {
    return source_ == nullptr ? Slice::View(bytes_.subspan(from, at_ - from)) : source_->Sub(from, at_ - from);
  }

  std::size_t offset() const { return at_; }
  Bytes rest() const { return bytes_.subspan(at_); }
  std::size_t remaining() const { return bytes_.size() - at_; }
  bool done() const { return remaining() == 0; }
  bool ok() const { return status_.ok(); }
  const Status& status() const { return status_; }

  // Keeps the first failure only; its offset is where the reader stands unless it has one.
  void Fail(Status why) {
    if (!status_.ok()) return;
    if (!why.has_offset()) why.At(at_);
    status_ = std::move(why);
  }
  // Adds a step to the path of a failure while unwinding.
  void Within(const char* field) { status_.In(field); }
  void Within(std::size_t index) { status_.In(index); }

 private:
  Bytes bytes_;
  const Slice* source_ = nullptr;
  std::size_t at_ = 0;
  Status status_;
};

}  // namespace dragoman
