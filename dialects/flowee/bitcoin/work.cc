#include "dialects/flowee/bitcoin/work.h"

namespace dragoman::flowee::bitcoin {

std::optional<Uint256> TargetOf(std::uint32_t bits) {
  // A floating point number to the base 256: one byte of exponent, a sign bit, 23 bits of mantissa.
  const std::uint32_t exponent = bits >> 24;
  const Uint256 mantissa(bits & 0x007fffff);
  const bool negative = (bits & 0x00800000) != 0;
  if (negative) return std::nullopt;
  const Uint256 target =
      exponent <= 3 ? mantissa >> (8 * (3 - exponent)) : mantissa << (8 * (exponent - 3));
  const bool fits = exponent <= 3 || mantissa.Bits() + 8 * (exponent - 3) <= 256;
  if (!fits || target == Uint256()) return std::nullopt;
  return target;
}

Uint256 WorkOf(std::uint32_t bits) {
  const std::optional<Uint256> target = TargetOf(bits);
  if (!target) return {};
  // 2^256 itself does not fit; it is (~target + target + 1), hence:
  return ~*target / (*target + Uint256(1)) + Uint256(1);
}

Hash256 AddWork(const Hash256& a, const Hash256& b) {
  return (Uint256::FromBytes(a) + Uint256::FromBytes(b)).ToBytes();
}

Status CheckWork(const Header& header, const Network& network) {
  const std::optional<Uint256> target = TargetOf(header.bits);
  const char* complaint = nullptr;
  if (!target) {
    complaint = "bits {} are no target";
  } else if (*target > network.WorkLimit()) {
    complaint = "bits {} ask for less work than the network takes";
  } else if (Uint256::FromBytes(header.hash) > *target) {
    complaint = "the hash is above the target of bits {}";
  }
  if (complaint == nullptr) return Ok();
  return Status(Code::kBadValue, complaint, header.bits).At(kBitsOffset).In("bits").In("header");
}

}  // namespace dragoman::flowee::bitcoin
