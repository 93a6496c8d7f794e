#include "dialects/flowee/bitcoin/compact_size.h"

namespace dragoman::flowee::bitcoin {

namespace {

constexpr auto kLittle = std::endian::little;

std::size_t WidthOf(std::uint64_t value) {
  if (value < 0xfd) return 0;
  if (value <= 0xffff) return 2;
  return value <= 0xffffffff ? 4 : 8;
}

}  // namespace

std::uint64_t ReadCompactSize(Reader& reader) {
  const std::size_t start = reader.offset();
  const std::uint8_t first = reader.U8();
  if (first < 0xfd) return first;
  const std::size_t width = std::size_t{2} << (first - 0xfd);
  const std::uint64_t value = reader.Wide(width, kLittle);
  if (reader.ok() && WidthOf(value) != width) {
    reader.Fail(
        Status(Code::kBadValue, "{} is written in a longer form than it needs", value).At(start));
    return 0;
  }
  return value;
}

void WriteCompactSize(Writer& writer, std::uint64_t value) {
  const std::size_t width = WidthOf(value);
  if (width == 0) return writer.U8(static_cast<std::uint8_t>(value));
  writer.U8(width == 2 ? 0xfd : width == 4 ? 0xfe : 0xff);
  writer.Wide(value, width, kLittle);
}

}  // namespace dragoman::flowee::bitcoin
