#include "dialects/flowee/bitcoin/uint256.h"

#include <gtest/gtest.h>

namespace dragoman::flowee::bitcoin {
namespace {

Uint256 Limbs(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
  Uint256 number;
  number.limbs = {a, b, c, d};
  return number;
}
const Uint256 kMost = ~Uint256();

TEST(BitcoinUint256, CarriesThroughAllLimbs) {
  EXPECT_EQ(kMost + Uint256(1), Uint256());
  EXPECT_EQ(Uint256() - Uint256(1), kMost);
  EXPECT_EQ(kMost + kMost, kMost - Uint256(1));
  EXPECT_EQ(Limbs(~0ull, ~0ull, 0, 0) + Uint256(1), Limbs(0, 0, 1, 0));
}

TEST(BitcoinUint256, OrdersByTheHighestLimb) {
  EXPECT_LT(Limbs(~0ull, ~0ull, ~0ull, 1), Limbs(0, 0, 0, 2));
  EXPECT_GT(Limbs(1, 0, 0, 2), Limbs(0, 0, 0, 2));
  EXPECT_LE(kMost, kMost);
}

TEST(BitcoinUint256, ShiftsAndCountsBits) {
  EXPECT_EQ(Uint256().Bits(), 0u);
  for (unsigned by = 0; by < 256; ++by) {
    const Uint256 shifted = Uint256(1) << by;
    EXPECT_EQ(shifted.Bits(), by + 1);
    EXPECT_EQ(shifted >> by, Uint256(1));
    EXPECT_EQ((kMost >> by).Bits(), 256 - by);
    EXPECT_EQ((kMost << by) >> by, kMost >> by);
  }
}

TEST(BitcoinUint256, DividesSoThatItMultipliesBack) {
  EXPECT_EQ(kMost / kMost, Uint256(1));
  EXPECT_EQ(Uint256(6) / Uint256(7), Uint256());
  EXPECT_EQ(kMost / Uint256(1), kMost);
  std::uint64_t seed = 1;
  const auto next = [&seed] {
    return seed = seed * 6364136223846793005ull + 1442695040888963407ull;
  };
  for (int round = 0; round < 200; ++round) {
    const Uint256 a = Limbs(next(), next(), next(), next()) >> static_cast<unsigned>(next() >> 56);
    const Uint256 b =
        (Limbs(next(), next(), next(), next()) >> static_cast<unsigned>(next() >> 56)) + Uint256(1);
    const Uint256 quotient = a / b;
    Uint256 product;
    for (unsigned bit = 0; bit < quotient.Bits(); ++bit) {
      if ((quotient.limbs[bit / 64] >> (bit % 64) & 1) != 0) product = product + (b << bit);
    }
    EXPECT_LE(product, a);
    EXPECT_LT(a - product, b);
  }
}

TEST(BitcoinUint256, BytesAreLittleEndian) {
  Hash256 bytes{};
  bytes[0] = 0xe6;
  bytes[31] = 1;
  const Uint256 number = Uint256::FromBytes(bytes);
  EXPECT_EQ(number, Limbs(0xe6, 0, 0, 1ull << 56));
  EXPECT_EQ(number.ToBytes(), bytes);
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
