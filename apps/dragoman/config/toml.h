// Toml: a TOML document as a small tree in which every value knows its place. Takes any input whatever: what is not
// TOML, too large or too deep is a mistake with a place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/bytes.h"

namespace dragoman::config {

// Counted from 1; 0: not known.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct TomlMember;

struct Toml {
  using Array = std::vector<Toml>;
  using Table = std::vector<TomlMember>;  // in the order of the file
  struct Moment {};                       // a date or a time, which nothing here wants

  std::variant<Moment, bool, std::int64_t, double, std::string, Array, Table> value;
  Place place;

  const Table* table() const { return std::get_if<Table>(&value); }
  const Array* array() const { return std::get_if<Array>(&value); }
  const std::string* text() const { return std::get_if<std::string>(&value); }
  // "text", "a number", "a list", …
  std::string_view KindName() const;
};

struct TomlMember {
  std::string key;
  Place place;
  Toml value;
};

struct TomlMistake {
  Place place;
  std::string text;
};

// No configuration comes near these; they keep a hostile one from costing more than it should.
inline constexpr std::size_t kMaxConfigBytes = 256 * KiB;
inline constexpr std::size_t kMaxDotsInLine = 512;  // each may open a table in a table
inline constexpr std::size_t kMaxConfigDepth = 8;

// The root table, or `mistake` says why there is none: TOML's grammar does not go on after a fault.
struct ParsedToml {
  Toml root;
  std::optional<TomlMistake> mistake;
};
ParsedToml ParseToml(std::string_view text);

}  // namespace dragoman::config
