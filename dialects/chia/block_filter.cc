#include "dialects/chia/block_filter.h"

#include <algorithm>
#include <bit>

#include "core/base/reader.h"
#include "dialects/chia/siphash.h"

namespace dragoman::chia {
namespace {

constexpr unsigned kRemainderBits = 20;                  // P
constexpr std::uint64_t kInverseRate = std::uint64_t{1} << 20;  // M
constexpr std::uint64_t kMostElements = 0x02000000;      // a CompactSize of the reference ends here

__extension__ using Wide = unsigned __int128;

std::uint64_t ValueOf(const Hash256& element, std::size_t count) {
  return static_cast<std::uint64_t>(Wide{SipHashOf(element)} * (count * kInverseRate) >> 64);
}

// Most significant bit first.
class BitWriter {
 public:
  explicit BitWriter(ByteVector& out) : out_(out) {}
  void Put(bool bit) {
    if (free_ == 0) {
      out_.push_back(0);
      free_ = 8;
    }
    --free_;
    out_.back() |= static_cast<std::uint8_t>(bit << free_);
  }

 private:
  ByteVector& out_;
  unsigned free_ = 0;
};

class BitReader {
 public:
  explicit BitReader(Bytes bytes) : bytes_(bytes) {}
  bool Next() {
    if (at_ == bytes_.size() * 8) {
      ended_ = true;
      return false;
    }
    const bool bit = (bytes_[at_ / 8] >> (7 - at_ % 8) & 1) != 0;
    ++at_;
    return bit;
  }
  bool ended() const { return ended_; }
  std::size_t bytes_taken() const { return (at_ + 7) / 8; }

 private:
  Bytes bytes_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

void PutCount(ByteVector& out, std::uint64_t count) {
  if (count < 0xfd) {
    out.push_back(static_cast<std::uint8_t>(count));
    return;
  }
  const unsigned width = count <= 0xffff ? 2 : 4;
  out.push_back(width == 2 ? 0xfd : 0xfe);
  for (unsigned i = 0; i < width; ++i) out.push_back(static_cast<std::uint8_t>(count >> (8 * i)));
}

std::uint64_t TakeCount(Reader& in) {
  const std::size_t at = in.offset();
  const std::uint8_t first = in.U8();
  if (first < 0xfd) return first;
  const std::size_t width = std::size_t{2} << (first - 0xfd);
  const std::uint64_t count = in.Wide(width, std::endian::little);
  if (!in.ok()) return 0;
  const std::uint64_t least = first == 0xfd ? 0xfd : std::uint64_t{1} << (4 * width);
  if (count < least) {
    in.Fail(Status(Code::kBadValue, "the count {} of a filter is written in more bytes than it needs", count).At(at));
  } else if (count > kMostElements) {
    in.Fail(Status(Code::kOverLimit, "a filter of {} elements, at most {} are taken", count, kMostElements).At(at));
  }
  return in.ok() ? count : 0;
}

}  // namespace

ByteVector EncodeFilter(std::vector<Hash256> elements) {
  std::sort(elements.begin(), elements.end());
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  std::vector<std::uint64_t> values;
  values.reserve(elements.size());
  for (const Hash256& element : elements) values.push_back(ValueOf(element, elements.size()));
  std::sort(values.begin(), values.end());
  ByteVector out;
  PutCount(out, values.size());
  BitWriter bits(out);
  std::uint64_t last = 0;
  for (const std::uint64_t value : values) {
    const std::uint64_t step = value - last;
    last = value;
    for (std::uint64_t ones = step >> kRemainderBits; ones > 0; --ones) bits.Put(true);
    bits.Put(false);
    for (unsigned bit = kRemainderBits; bit-- > 0;) bits.Put((step >> bit & 1) != 0);
  }
  return out;
}

Result<BlockFilter> BlockFilter::Read(Bytes encoded) {
  BlockFilter filter;
  if (encoded.empty()) return filter;  // the reference takes it for a filter without elements
  Reader in(encoded);
  const std::uint64_t count = TakeCount(in);
  if (!in.ok()) return in.status();
  const Bytes coded = in.rest();
  // Each takes a zero bit and the remainder at least; so the count asks for no more memory than the bytes allow.
  if (count * (kRemainderBits + 1) > coded.size() * 8) {
    return Status(Code::kTruncated, "a filter of {} elements in {} bytes", count, coded.size()).At(in.offset());
  }
  filter.values_.reserve(static_cast<std::size_t>(count));
  BitReader bits(coded);
  std::uint64_t value = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::uint64_t step = 0;
    while (bits.Next()) ++step;
    for (unsigned bit = 0; bit < kRemainderBits; ++bit) step = step << 1 | static_cast<std::uint64_t>(bits.Next());
    if (bits.ended()) return Status(Code::kTruncated, "the filter ends inside element {} of {}", i, count).At(encoded.size());
    value += step;
    filter.values_.push_back(value);
  }
  const std::size_t end = in.offset() + bits.bytes_taken();
  if (end != encoded.size()) return Status(Code::kTrailing, "{} bytes follow the filter", encoded.size() - end).At(end);
  return filter;
}

bool BlockFilter::Matches(const Hash256& element) const {
  return !values_.empty() && std::binary_search(values_.begin(), values_.end(), ValueOf(element, values_.size()));
}

}  // namespace dragoman::chia
