#include "dialects/flowee/varint.h"

#include <array>
#include <limits>

namespace dragoman::flowee {

std::uint64_t TakeVarInt(Reader& reader) {
  if (reader.ok() && !reader.done() && reader.rest()[0] < 0x80) return reader.U8();  // nearly all are of one byte
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const std::size_t at = reader.offset();
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < kMaxVarIntBytes; ++i) {
    if (reader.ok() && reader.done()) {
      reader.Fail(Status(Code::kTruncated, "a variable-length integer ends after {} bytes", i));
    }
    const std::uint8_t byte = reader.U8();
    if (!reader.ok()) return 0;
    const std::uint64_t group = byte & 0x7f;
    if (value > (kMost - group) / 128) {
      reader.Fail(Status(Code::kOverLimit, "a variable-length integer is above 2^64 - 1").At(at));
      return 0;
    }
    value = value * 128 + group;
    if (byte < 0x80) return value;
    if (value == kMost) {
      reader.Fail(Status(Code::kOverLimit, "a variable-length integer is above 2^64 - 1").At(at));
      return 0;
    }
    ++value;
  }
  reader.Fail(Status(Code::kOverLimit, "a variable-length integer is longer than {} bytes", kMaxVarIntBytes).At(at));
  return 0;
}

void PutVarInt(Writer& out, std::uint64_t value) {
  if (value <= 0x7f) return out.U8(static_cast<std::uint8_t>(value));
  std::array<std::uint8_t, kMaxVarIntBytes> groups;
  std::size_t first = groups.size() - 1;
  groups[first] = static_cast<std::uint8_t>(value & 0x7f);
  while (value > 0x7f) {
    value = value / 128 - 1;
    groups[--first] = static_cast<std::uint8_t>((value & 0x7f) | 0x80);
  }
  out.Raw(Bytes(groups).subspan(first));
}

}  // namespace dragoman::flowee
