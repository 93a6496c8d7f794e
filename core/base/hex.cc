#include "core/base/hex.h"

#include <algorithm>

namespace dragoman {
namespace {

int Digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

std::string ToHex(Bytes bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text(bytes.size() * 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text[2 * i] = kDigits[bytes[i] >> 4];
    text[2 * i + 1] = kDigits[bytes[i] & 15];
  }
  return text;
}

std::string ToHexReversed(Bytes bytes) {
  ByteVector turned(bytes.begin(), bytes.end());
  std::reverse(turned.begin(), turned.end());
  return ToHex(turned);
}

Result<ByteVector> FromHex(std::string_view text) {
  ByteVector bytes;
  bytes.reserve(text.size() / 2);
  std::size_t at = 0;
  while (at < text.size() && IsSpace(text[at])) ++at;
  if (text.substr(at, 2) == "0x" || text.substr(at, 2) == "0X") at += 2;
  int high = -1;
  for (; at < text.size(); ++at) {
    if (IsSpace(text[at])) continue;
    const int digit = Digit(text[at]);
    if (digit < 0) return Status(Code::kBadValue, "not a hexadecimal digit at character {}", at).At(at);
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(high * 16 + digit));
      high = -1;
    }
  }
  if (high >= 0) return Status(Code::kTruncated, "an odd number of hexadecimal digits").At(text.size());
  return bytes;
}

}  // namespace dragoman
