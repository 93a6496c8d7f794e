#include "dialects/chia/types/point.h"

#include <algorithm>
#include <random>

namespace dragoman::chia {
namespace {

constexpr std::uint8_t kCompressed = 0x80;
constexpr std::uint8_t kInfinity = 0x40;
constexpr std::uint8_t kSign = 0x20;
constexpr std::uint8_t kFlags = kCompressed | kInfinity | kSign;

constexpr std::size_t kCoordinate = 48;
constexpr ByteArray<kCoordinate> kPrime = {
    0x1a, 0x01, 0x11, 0xea, 0x39, 0x7f, 0xe6, 0x9a, 0x4b, 0x1b, 0xa7, 0xb6, 0x43, 0x4b, 0xac, 0xd7,
    0x64, 0x77, 0x4b, 0x84, 0xf3, 0x85, 0x12, 0xbf, 0x67, 0x30, 0xd2, 0xa0, 0xf6, 0xb0, 0xf6, 0x24,
    0x1e, 0xab, 0xff, 0xfe, 0xb1, 0x53, 0xff, 0xff, 0xb9, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xaa, 0xab};

// Whether the coordinate, whose first byte without flags is `first`, is below the prime.
bool IsBelowPrime(std::uint8_t first, Bytes coordinate) {
  if (first != kPrime[0]) return first < kPrime[0];
  return std::memcmp(coordinate.data() + 1, kPrime.data() + 1, kCoordinate - 1) < 0;
}

}  // namespace

const char* FaultOfPoint(Bytes compressed) {
  const std::uint8_t first = compressed[0];
  if ((first & kCompressed) == 0) return "is not a compressed point: the top bit must be set";
  const auto without_flags = static_cast<std::uint8_t>(first & ~kFlags);
  if ((first & kInfinity) != 0) {
    const bool zeros = std::all_of(compressed.begin() + 1, compressed.end(), [](std::uint8_t byte) { return byte == 0; });
    return (first & kSign) == 0 && without_flags == 0 && zeros ? nullptr
                                                               : "is the point at infinity but not c0 and zeros";
  }
  if (!IsBelowPrime(without_flags, compressed)) return "has a coordinate that is not below the field's prime";
  for (std::size_t at = kCoordinate; at < compressed.size(); at += kCoordinate) {
    if (!IsBelowPrime(compressed[at], compressed.subspan(at))) {
      return "has a coordinate that is not below the field's prime";
    }
  }
  return nullptr;
}

ByteVector ArbitraryPoint(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  ByteVector point(size);
  if (random() % 4 == 0) {
    point[0] = kCompressed | kInfinity;
    return point;
  }
  for (auto& byte : point) byte = static_cast<std::uint8_t>(random());
  for (std::size_t at = 0; at < size; at += kCoordinate) point[at] = static_cast<std::uint8_t>(point[at] % kPrime[0]);
  point[0] = static_cast<std::uint8_t>(point[0] | kCompressed | (random() % 2 == 0 ? kSign : 0));
  return point;
}

}  // namespace dragoman::chia
