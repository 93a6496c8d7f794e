#include "dialects/chia/points/points.h"

#include <algorithm>

#include "dialects/chia/points/field2.h"
#include "dialects/chia/points/jacobian.h"

namespace dragoman::chia {
namespace {

using points::Field;
using points::Field2;
using points::Jacobian;

constexpr std::uint8_t kCompressed = 0x80;
constexpr std::uint8_t kInfinity = 0x40;
constexpr std::uint8_t kFlags = 0xe0;

constexpr std::uint64_t kCurveParameter = 0xd201000000010000;  // of which the curve takes the negative
// A cube root of 1 in Fp: (x, y) -> (root x, y) multiplies the points of G1 by minus the parameter's square.
constexpr Field kCubeRoot = Field::From({0x2e01fffffffefffe, 0xde17d813620a0002, 0xddb3a93be6f89688,
                                         0xba69c6076a0f77ea, 0x5f19672fdf76ce51, 0});
// i times this is (1 + i)^-((p - 1)/3): psi takes x to i times this times the conjugate of x.
constexpr Field kPsi = Field::From({0x8bfd00000000aaad, 0x409427eb4f49fffd, 0x897d29650fb85f9b, 0xaa0d857d89759ad4,
                                    0xec02408663d4de85, 0x1a0111ea397fe699});

Status NotBelowPrime(std::size_t offset) {
  return Status(Code::kBadValue, "a point's x must be below the field's prime").At(offset);
}
Status OffCurve() { return Status(Code::kBadValue, "no point of the curve has this x").At(0); }
Status OutsideSubgroup() {
  return Status(Code::kBadValue, "the point is on the curve and outside the prime-order subgroup").At(0);
}

template <std::size_t N>
Status CheckFlags(std::span<const std::uint8_t, N> point, bool& is_infinity) {
  const std::uint8_t flags = point[0];
  is_infinity = (flags & kInfinity) != 0;
  if ((flags & kCompressed) == 0) {
    return Status(Code::kBadValue, "a point starts with byte {}; only compressed points are taken, with bit {} set",
                  flags, kCompressed)
        .At(0);
  }
  if (!is_infinity) return Ok();
  const bool is_plain = flags == (kCompressed | kInfinity) &&
                        std::all_of(point.begin() + 1, point.end(), [](std::uint8_t byte) { return byte == 0; });
  if (!is_plain) return Status(Code::kBadValue, "the point at infinity is c0 and then zero bytes only").At(0);
  return Ok();
}

ByteArray<48> WithoutFlags(std::span<const std::uint8_t, 48> bytes) {
  ByteArray<48> integer;
  std::copy(bytes.begin(), bytes.end(), integer.begin());
  integer[0] &= static_cast<std::uint8_t>(~kFlags);
  return integer;
}

// With c = x^3 + b, whose root would be y, (c x, c^2) is the point on y^2 = x^3 + b c^3. If c has a root that curve is
// the first one scaled, and the formulas do not know b: so the multiple is found without the root.
template <class F>
Jacobian<F> Scaled(const F& x, const F& c) {
  return {c * x, c.Square(), F::From(1)};
}

}  // namespace

// (root x, y) is minus the parameter's square times the point: only then is the point in G1. (From the map f on both
// sides, f^2 + f + 1 = 0 gives that r times the point is zero, r being parameter^4 - parameter^2 + 1.)
Status CheckG1(std::span<const std::uint8_t, 48> point) {
  bool is_infinity = false;
  DRAGOMAN_TRY(CheckFlags(point, is_infinity));
  if (is_infinity) return Ok();
  const std::optional<Field> x = Field::Read(WithoutFlags(point));
  if (!x) return NotBelowPrime(0);
  const Field c = x->Square() * *x + Field::From(4);
  if (!c.IsSquare()) return OffCurve();
  const Jacobian<Field> scaled = Scaled(*x, c);
  const Jacobian<Field> multiple = scaled.Times(kCurveParameter).Times(kCurveParameter);
  if (multiple.is_infinity()) return OutsideSubgroup();
  const Field zz = multiple.z.Square();
  const bool same_x = multiple.x == kCubeRoot * scaled.x * zz;
  const bool opposite_y = (multiple.y + scaled.y * zz * multiple.z).is_zero();
  return same_x && opposite_y ? Ok() : OutsideSubgroup();
}

// psi is multiplication by the parameter on G2 and nowhere else. Only x is compared: psi is minus that multiplication on
// no point at all (2 z^2 + z + p has no divisor in common with the number of the curve's points), so the sign is known.
Status CheckG2(std::span<const std::uint8_t, 96> point) {
  bool is_infinity = false;
  DRAGOMAN_TRY(CheckFlags(point, is_infinity));
  if (is_infinity) return Ok();
  const std::optional<Field> imaginary = Field::Read(WithoutFlags(point.first<48>()));
  if (!imaginary) return NotBelowPrime(0);
  const std::optional<Field> real = Field::Read(point.last<48>());
  if (!real) return NotBelowPrime(48);
  const Field2 x = {*real, *imaginary};
  const Field four = Field::From(4);
  const Field2 c = x.Square() * x + Field2{four, four};
  if (!c.IsSquare()) return OffCurve();
  const Jacobian<Field2> multiple = Scaled(x, c).Times(kCurveParameter);
  if (multiple.is_infinity()) return OutsideSubgroup();
  const Field2 psi_x = {kPsi * x.imaginary, kPsi * x.real};
  return multiple.x == c * psi_x * multiple.z.Square() ? Ok() : OutsideSubgroup();
}

}  // namespace dragoman::chia
