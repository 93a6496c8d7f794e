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
// Field types: unsigned integers, bool, ByteArray<N>, std::string, ByteVector (owned), Slice (a view of the
// input when decoded), std::vector<T>, std::optional<T>, and structs with a list of their own.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/slice.h"

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
concept Integer = std::unsigned_integral<T> && !std::same_as<T, bool>;
template <class T>
concept Octets = std::same_as<T, ByteVector> || std::same_as<T, Slice>;

}  // namespace wire
}  // namespace dragoman
