// What a message's `Fields(visit, m)` list may hold, and the layouts that fixed-field wires use.
// One list drives decoding, encoding, measuring, JSON both ways, printing and arbitrary values.
//
//   struct Pong {
//     std::uint64_t nonce = 0;
//     std::string agent;
//     static void Fields(auto& visit, auto& m) {
//       visit("nonce", m.nonce);
//       visit("agent", m.agent, Max{64});
//     }
//   };
//
// Field types: integers of 8 to 128 bits, bool, ByteArray<N>, std::string, ByteVector (owned), Slice and Text (views of
// the input when decoded), std::vector<T>, Sequence<T> (a list that is a view), std::optional<T>, std::array<T, N>,
// std::pair and std::tuple, structs with a list of their own, Part<T> (such a struct, as a view of its bytes), and types
// that know themselves where their bytes end (see Verbatim).
//
// Where one byte of the wire says of several fields whether they are there, the list says so:
//
//   const auto has = visit.Flags("prefix", m.hash.has_value(), m.version == 1);   // what it says when written
//   visit.Present(has[0], "hash", m.hash);             // on the wire only if so; in JSON always
//   visit.Implied("version", m.version, has[1] ? 1 : 0);  // not on the wire: it follows from what is
//
// A struct whose fields may contradict each other has `Status Check() const`, asked when it has been read.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/int128.h"
#include "core/base/reader.h"
#include "core/wire/text.h"

namespace dragoman {

// The most bytes of a string or byte field, or items of a list.
struct Max {
  std::size_t count;
};
// Where a list or text gives no Max of its own.
inline constexpr Max kNoMax{static_cast<std::size_t>(-1)};
// Nested structs and lists (QUALITY.md 2).
inline constexpr int kMaxNesting = 32;

// How a wire lays fixed fields out: byte order, and the width of the counts before strings and lists.
template <std::endian Order, std::size_t CountWidth>
struct FixedLayout {
  static constexpr std::endian kOrder = Order;
  static constexpr std::size_t kCountWidth = CountWidth;
};
using BigEndianLayout = FixedLayout<std::endian::big, 4>;
using LittleEndianLayout = FixedLayout<std::endian::little, 4>;

namespace wire {

struct AnyVisitor {
  template <class... Args>
  void operator()(Args&&...) {}
};

template <class T>
concept HasFields = requires(AnyVisitor& visit, T& m) { T::Fields(visit, m); };

template <class T>
struct IsByteArray : std::false_type {};
template <std::size_t N>
struct IsByteArray<std::array<std::uint8_t, N>> : std::true_type {};
template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::bool_constant<!std::is_same_v<T, std::uint8_t>> {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
struct IsFixedList : std::false_type {};
template <class T, std::size_t N>
struct IsFixedList<std::array<T, N>> : std::bool_constant<!std::is_same_v<T, std::uint8_t>> {};
template <class T>
struct IsTuple : std::false_type {};
template <class... Ts>
struct IsTuple<std::tuple<Ts...>> : std::true_type {};
template <class A, class B>
struct IsTuple<std::pair<A, B>> : std::true_type {};
template <class T>
struct IsSequence : std::false_type {};
template <class T>
struct IsPart : std::false_type {};

template <class T>
concept Integer = std::unsigned_integral<T> && !std::same_as<T, bool>;
template <class T>
concept SignedInteger = std::signed_integral<T>;
template <class T>
concept WideInteger = std::same_as<T, Uint128> || std::same_as<T, Int128>;
template <class T>
concept Octets = std::same_as<T, ByteVector> || std::same_as<T, Slice>;

// A type that is its own bytes on the wire and finds their end itself, or fails the reader.
template <class T>
concept Verbatim = requires(T& value, const T& fixed, Reader& in, std::uint64_t seed) {
  value.Read(in);
  T::Skip(in);  // the same without a value
  { fixed.bytes() } -> std::convertible_to<Bytes>;
  { T::Arbitrary(seed) } -> std::convertible_to<ByteVector>;
};

template <class T>
concept HasCheck = requires(const T& m) {
  { m.Check() } -> std::same_as<Status>;
};

// What a field list is shown where only the types of its fields matter.
template <class T>
inline const T kShape{};

// Flags, Present and Implied for visitors that have nothing to do with the wire's bytes.
template <class Visitor>
class Logical {
 public:
  template <class... Bools>
  auto Flags(const char*, Bools... flags) {
    return std::array<bool, sizeof...(Bools)>{flags...};
  }
  template <class T>
  void Present(bool, const char* name, T& field, Max max = kNoMax) {
    static_cast<Visitor&>(*this)(name, field, max);
  }
  template <class T>
  void Implied(const char* name, T& field, std::type_identity_t<std::remove_const_t<T>>) {
    static_cast<Visitor&>(*this)(name, field, kNoMax);
  }
};

}  // namespace wire
}  // namespace dragoman
