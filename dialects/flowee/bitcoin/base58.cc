#include "dialects/flowee/bitcoin/base58.h"

#include <algorithm>

#include "core/base/hash.h"

namespace dragoman::flowee::bitcoin {

namespace {

constexpr std::string_view kLetters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t kChecksumBytes = 4;

// Digits, last first, of the number that has the digits `from`, first first.
template <class Digits>
ByteVector ChangeBase(const Digits& from, unsigned from_base, unsigned to_base) {
  ByteVector to;
  for (const std::uint8_t digit : from) {
    unsigned carry = digit;
    for (std::uint8_t& place : to) {
      carry += place * from_base;
      place = static_cast<std::uint8_t>(carry % to_base);
      carry /= to_base;
    }
    for (; carry != 0; carry /= to_base) to.push_back(static_cast<std::uint8_t>(carry % to_base));
  }
  return to;
}

std::size_t LeadingZeros(Bytes bytes) {
  const auto end = std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b != 0; });
  return static_cast<std::size_t>(end - bytes.begin());
}

}  // namespace

std::string EncodeBase58Check(Bytes payload) {
  ByteVector bytes(payload.begin(), payload.end());
  const Hash256 checksum = DoubleSha256(payload);
  bytes.insert(bytes.end(), checksum.begin(), checksum.begin() + kChecksumBytes);

  // Zeros in front carry no value, so each is written as a letter of its own.
  std::string text(LeadingZeros(bytes), kLetters[0]);
  const ByteVector digits = ChangeBase(bytes, 256, 58);
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) text += kLetters[*digit];
  return text;
}

Result<ByteVector> DecodeBase58Check(std::string_view text) {
  if (text.size() > kMaxBase58Letters) {
    return Status(Code::kBadRequest, "{} letters are more than the {} of any base58 text we read",
                  text.size(), kMaxBase58Letters);
  }
  ByteVector digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t digit = kLetters.find(text[i]);
    if (digit == std::string_view::npos) {
      return Status(Code::kBadRequest, "a letter that base58 does not have").At(i);
    }
    digits.push_back(static_cast<std::uint8_t>(digit));
  }
  ByteVector bytes = ChangeBase(digits, 58, 256);
  bytes.insert(bytes.end(), LeadingZeros(digits), 0);
  std::reverse(bytes.begin(), bytes.end());

  if (bytes.size() < kChecksumBytes) return Status(Code::kBadRequest, "too short for a checksum");
  const Bytes payload = Bytes(bytes).first(bytes.size() - kChecksumBytes);
  const Hash256 checksum = DoubleSha256(payload);
  if (!std::equal(bytes.end() - kChecksumBytes, bytes.end(), checksum.begin())) {
    return Status(Code::kBadRequest, "the checksum is wrong")
        .Next("Compare the text letter by letter.");
  }
  bytes.resize(payload.size());
  return bytes;
}

}  // namespace dragoman::flowee::bitcoin
