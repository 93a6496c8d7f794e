#include "dialects/chia/points/field.h"

#include <bit>
#include <utility>

#include "core/base/reader.h"

namespace dragoman::chia::points {
namespace {

// Shifts by the zero bits at the low end, of which `a` has some set bit above; gives their number.
unsigned ShiftOutZeros(Limbs& a, std::size_t& size) {
  unsigned shifted = 0;
  while (a[0] == 0) {
    for (std::size_t i = 0; i + 1 < size; ++i) a[i] = a[i + 1];
    a[--size] = 0;
    shifted += 64;
  }
  const unsigned zeros = static_cast<unsigned>(std::countr_zero(a[0]));
  if (zeros != 0) {
    for (std::size_t i = 0; i + 1 < size; ++i) a[i] = a[i] >> zeros | a[i + 1] << (64 - zeros);
    a[size - 1] >>= zeros;
  }
  while (size > 1 && a[size - 1] == 0) --size;
  return shifted + zeros;
}

bool IsLess(const Limbs& a, std::size_t a_size, const Limbs& b, std::size_t b_size) {
  if (a_size != b_size) return a_size < b_size;
  for (std::size_t i = a_size; i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i];
  }
  return false;
}

// Jacobi's symbol (a / b) of an odd b with gcd 1, by the binary algorithm; a is not zero.
int Jacobi(Limbs a, Limbs b) {
  std::size_t a_size = 6, b_size = 6;
  std::uint64_t sign = 0;  // bit 1 counts
  const auto take_out_twos = [&] {
    const std::uint64_t odd = ShiftOutZeros(a, a_size) & 1;
    // (2 / b) is -1 for b = 3 or 5 modulo 8.
    sign ^= odd * ((b[0] >> 1 ^ b[0]) & 2);
  };
  take_out_twos();
  while (a != b) {
    if (IsLess(a, a_size, b, b_size)) {
      std::swap(a, b);
      std::swap(a_size, b_size);
      sign ^= a[0] & b[0];  // -1 if both are 3 modulo 4
    }
    unsigned char borrow = 0;
    for (std::size_t i = 0; i < a_size; ++i) a[i] = SubtractLimb(a[i], b[i], borrow);
    take_out_twos();
  }
  return (sign & 2) != 0 ? -1 : 1;
}

}  // namespace

std::optional<Field> Field::Read(std::span<const std::uint8_t, 48> bytes) {
  Limbs integer;
  for (std::size_t i = 0; i < 6; ++i) {
    integer[i] = IntOf<std::uint64_t>(bytes.data() + 8 * (5 - i), std::endian::big);
  }
  if (!IsBelow(integer, kPrime)) return std::nullopt;
  return From(integer);
}

// R is a square, so that Montgomery's form has the symbol of the number itself.
bool Field::IsSquare() const { return !is_zero() && Jacobi(limbs_, kPrime) == 1; }

}  // namespace dragoman::chia::points
