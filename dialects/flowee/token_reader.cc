#include "dialects/flowee/token_reader.h"

#include "dialects/flowee/varint.h"

namespace dragoman::flowee {
namespace {

constexpr std::uint64_t kMaxTag = 0xffffffff;
constexpr std::uint64_t kMaxNegative = 2147483648;

}  // namespace

bool TokenReader::TakeLong() {
  token_ = Token();
  const std::uint8_t first = reader_.U8();
  token_.tag = TakeTag(first);
  TakeValue(first & 7);
  return reader_.ok();
}

std::uint32_t TokenReader::TakeTag(std::uint8_t first) {
  if (first >> 3 != kLongTag) return first >> 3;
  const std::uint64_t tag = TakeVarInt(reader_);
  if (tag > kMaxTag) {
    reader_.Fail(Status(Code::kOverLimit, "tag {} is above {}", tag, kMaxTag).At(begin_));
    return 0;
  }
  canonical_ = tag >= kLongTag;
  return static_cast<std::uint32_t>(tag);
}

void TokenReader::TakeValue(std::uint8_t type) {
  switch (type) {
    case 0: token_.bits = TakeVarInt(reader_); break;
    case 1: TakeNegative(); break;
    case 2:
      token_.type = Token::Type::kString;
      TakeRun();
      break;
    case 3:
      token_.type = Token::Type::kBytes;
      TakeRun();
      break;
    case 4:
    case 5:
      token_.type = Token::Type::kBool;
      token_.bits = type == 4 ? 1 : 0;
      break;
    case 6:
      token_.type = Token::Type::kDouble;
      token_.bits = reader_.U64(std::endian::little);
      break;
    default:
      reader_.Fail(Status(Code::kBadValue, "tag {} has type 7, the last one is 6", token_.tag).At(begin_));
  }
}

// The reference writes nothing lower and misreads it, so that no two peers agree on such a number (3.3).
void TokenReader::TakeNegative() {
  const std::uint64_t magnitude = TakeVarInt(reader_);
  if (magnitude > kMaxNegative) {
    reader_.Fail(Status(Code::kOverLimit, "tag {} is the negative number -{}, the lowest is -2147483648", token_.tag,
                        magnitude)
                     .At(begin_));
  }
  token_.bits = magnitude;
  token_.negative = magnitude != 0;
  canonical_ = canonical_ && token_.negative;
}

void TokenReader::TakeRun() {
  const std::uint64_t size = TakeVarInt(reader_);
  if (reader_.ok() && size > reader_.remaining()) {
    reader_.Fail(Status(Code::kTruncated, "claims {} bytes, {} are left", size, reader_.remaining()).At(begin_));
  }
  token_.data = reader_.Take(reader_.ok() ? static_cast<std::size_t>(size) : 0);
}

Slice TokenReader::Data() const {
  if (!token_.is_bytes() || token_.data.empty()) return {};
  if (source_.empty()) return Slice::View(token_.data);
  return source_.Sub(reader_.offset() - token_.data.size(), token_.data.size());
}

bool HasTag(Bytes document, std::uint32_t tag) {
  TokenReader reader(document);
  while (reader.Next()) {
    if (reader.token().tag == tag) return true;
  }
  return false;
}

}  // namespace dragoman::flowee
