#include "dialects/chia/points/points.h"

#include <gtest/gtest.h>

#include "tests/unit/dialects/chia/points/by_order.h"

namespace dragoman::chia {
namespace {

using points::Field;
using points::Field2;
using points::IsZeroTimesOrder;
using points::Limbs;

Field Power(const Field& base, const Limbs& exponent) {
  Field power = Field::From(1);
  for (std::size_t bit = 384; bit-- > 0;) {
    power = power.Square();
    if ((exponent[bit / 64] >> (bit % 64) & 1) != 0) power = power * base;
  }
  return power;
}

// (prime - 1) / 2: Euler's criterion.
Limbs HalfOfPrime() {
  Limbs half;
  for (std::size_t i = 0; i < 6; ++i) {
    half[i] = points::kPrime[i] >> 1 | (i < 5 ? points::kPrime[i + 1] << 63 : 0);
  }
  return half;
}

std::string Verdict(const Status& status) { return status.ok() ? "ok" : status.Text(); }

TEST(ChiaPoints, TheSymbolFindsTheSameSquaresAsEulersCriterion) {
  Field number = Field::From(0x1234567);
  const Limbs half = HalfOfPrime();
  int squares = 0;
  for (int i = 0; i < 300; ++i) {
    number = number * number + Field::From(3);
    const bool is_square = Power(number, half) == Field::From(1);
    ASSERT_EQ(number.IsSquare(), is_square) << i;
    ASSERT_EQ((number + number).IsSquare(), Power(number + number, half) == Field::From(1)) << i;
    squares += is_square;
  }
  EXPECT_GT(squares, 100);
  EXPECT_LT(squares, 200);
  EXPECT_FALSE(Field().IsSquare());
}

TEST(ChiaPoints, InG1TheFastCheckAgreesWithMultiplicationByTheOrder) {
  int on_curve = 0;
  for (std::uint8_t low = 0; low < 120; ++low) {
    ByteArray<48> point{};
    point[0] = 0x80;
    point[47] = low;
    const Field x = Field::From(low);
    const Field c = x.Square() * x + Field::From(4);
    const std::string expected = !c.IsSquare()        ? "no point of the curve has this x"
                                 : IsZeroTimesOrder(x, c) ? "ok"
                                                      : "the point is on the curve and outside the prime-order subgroup";
    EXPECT_EQ(Verdict(CheckG1(point)), expected) << int{low};
    on_curve += c.IsSquare();
  }
  EXPECT_GT(on_curve, 30);
}

TEST(ChiaPoints, InG2TheFastCheckAgreesWithMultiplicationByTheOrder) {
  int on_curve = 0;
  for (std::uint8_t low = 0; low < 60; ++low) {
    ByteArray<96> point{};
    point[0] = 0x80;
    point[47] = static_cast<std::uint8_t>(low / 8);
    point[95] = low;
    const Field2 x = {Field::From(low), Field::From(low / 8u)};
    const Field2 c = x.Square() * x + Field2{Field::From(4), Field::From(4)};
    const std::string expected = !c.IsSquare()        ? "no point of the curve has this x"
                                 : IsZeroTimesOrder(x, c) ? "ok"
                                                      : "the point is on the curve and outside the prime-order subgroup";
    EXPECT_EQ(Verdict(CheckG2(point)), expected) << int{low};
    on_curve += c.IsSquare();
  }
  EXPECT_GT(on_curve, 15);
}

TEST(ChiaPoints, TheSubgroupItselfIsFoundByBothWays) {
  // The generator's x, from the curve's standard.
  const Field x = Field::From(Limbs{0xfb3af00adb22c6bb, 0x6c55e83ff97a1aef, 0xa14e3a3f171bac58, 0xc3688c4f9774b905,
                                    0x2695638c4fa9ac0f, 0x17f1d3a73197d794});
  EXPECT_TRUE(IsZeroTimesOrder(x, x.Square() * x + Field::From(4)));
}

TEST(ChiaPoints, ARefusalSaysWhatIsWrongAndWhere) {
  ByteArray<96> point{};
  EXPECT_EQ(Verdict(CheckG2(point)), "a point starts with byte 0; only compressed points are taken, with bit 128 set");
  point[0] = 0xe0;
  EXPECT_EQ(Verdict(CheckG2(point)), "the point at infinity is c0 and then zero bytes only");
  point[0] = 0xc0;
  EXPECT_EQ(Verdict(CheckG2(point)), "ok");
  point[95] = 1;
  EXPECT_EQ(Verdict(CheckG2(point)), "the point at infinity is c0 and then zero bytes only");
  point[0] = 0x80;
  point[48] = 0x1b;
  const Status high = CheckG2(point);
  EXPECT_EQ(Verdict(high), "a point's x must be below the field's prime");
  EXPECT_EQ(high.offset(), 48u);
}

}  // namespace
}  // namespace dragoman::chia
