// The check of a point is that it has a y and that the order times it is zero.
#include <algorithm>

#include "dialects/chia/points/points.h"
#include "tests/fuzz/input.h"
#include "tests/unit/dialects/chia/points/by_order.h"

namespace dragoman::fuzz {
namespace {

using chia::points::Field;
using chia::points::Field2;
using chia::points::IsZeroTimesOrder;

template <std::size_t N>
ByteArray<N> Taken(Input& input) {
  ByteArray<N> bytes{};
  const Bytes rest = input.Rest();
  std::copy_n(rest.begin(), std::min(N, rest.size()), bytes.begin());
  return bytes;
}

template <class F>
void Judge(const F& x, const F& b, const Status& status) {
  const F c = x.Square() * x + b;
  const bool good = c.IsSquare() && IsZeroTimesOrder(x, c);
  Require(status.ok() == good, "in the subgroup or refused");
}

// x of a compressed point that is not infinity, if its parts are below the prime.
std::optional<Field> Part(Bytes raw, bool has_flags) {
  ByteArray<48> integer{};
  std::copy(raw.begin(), raw.end(), integer.begin());
  if (has_flags) integer[0] &= 0x1f;
  return Field::Read(integer);
}

void Run(Input input) {
  const bool is_g1 = input.Byte() % 2 == 0;
  if (is_g1) {
    const ByteArray<48> point = Taken<48>(input);
    const Status status = chia::CheckG1(point);
    if ((point[0] & 0xc0) != 0x80) return;
    const std::optional<Field> x = Part(point, true);
    if (x) return Judge(*x, Field::From(4), status);
    Require(!status.ok(), "above the prime");
  } else {
    const ByteArray<96> point = Taken<96>(input);
    const Status status = chia::CheckG2(point);
    if ((point[0] & 0xc0) != 0x80) return;
    const std::optional<Field> imaginary = Part(Bytes(point).first(48), true);
    const std::optional<Field> real = Part(Bytes(point).last(48), false);
    if (real && imaginary) return Judge(Field2{*real, *imaginary}, Field2{Field::From(4), Field::From(4)}, status);
    Require(!status.ok(), "above the prime");
  }
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
