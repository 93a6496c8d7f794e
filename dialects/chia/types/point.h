// Points of BLS12-381 in compressed form: public keys (G1) and signatures (G2). Here only their spelling is checked:
// flags, zeros of the point at infinity, coordinates below the field's prime. Whether a point lies on the curve and in
// the subgroup costs a thousand times more and is asked once per object (dialects/chia/points).
#pragma once

#include "core/base/bytes.h"
#include "core/base/reader.h"

namespace dragoman::chia {

// What is wrong with the spelling of a point of 48 or 96 bytes; nullptr: nothing.
const char* FaultOfPoint(Bytes compressed);
// A well-spelled point drawn from `seed`, for tests.
ByteVector ArbitraryPoint(std::size_t size, std::uint64_t seed);

template <std::size_t N>
class Point {
 public:
  // The point at infinity.
  constexpr Point() { raw_[0] = 0xC0; }

  static void Skip(Reader& in) { Checked(in); }
  void Read(Reader& in) {
    const Bytes raw = Checked(in);
    if (!raw.empty()) std::memcpy(raw_.data(), raw.data(), N);
  }
  Bytes bytes() const { return raw_; }
  static ByteVector Arbitrary(std::uint64_t seed) { return ArbitraryPoint(N, seed); }

  friend bool operator==(const Point&, const Point&) = default;

 private:
  static Bytes Checked(Reader& in) {
    const std::size_t at = in.offset();
    const Bytes raw = in.Take(N);
    if (raw.empty()) return {};
    const char* why = FaultOfPoint(raw);
    if (why == nullptr) return raw;
    in.Fail(Status(Code::kBadValue, why).At(at));
    return {};
  }

  ByteArray<N> raw_{};
};

using G1 = Point<48>;
using G2 = Point<96>;

}  // namespace dragoman::chia
