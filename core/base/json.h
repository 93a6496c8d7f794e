// Json: a small value tree for tools and tests. Objects keep the order of their keys.
// Integers are exact over the whole range of int64 and uint64; longer ones are read as their text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace dragoman {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;
  Json(std::nullptr_t) {}                                        // NOLINT: JSON values read as themselves
  Json(bool value) : value_(value) {}                            // NOLINT
  Json(int value) : value_(std::int64_t{value}) {}               // NOLINT
  Json(std::int64_t value) : value_(value) {}                    // NOLINT
  Json(std::uint64_t value);                                     // NOLINT
  Json(std::uint32_t value) : value_(std::int64_t{value}) {}     // NOLINT
  Json(double value) : value_(value) {}                          // NOLINT
  Json(const char* text) : value_(std::string(text)) {}          // NOLINT
  Json(std::string text) : value_(std::move(text)) {}            // NOLINT
  Json(std::string_view text) : value_(std::string(text)) {}     // NOLINT
  Json(Array items) : value_(std::move(items)) {}                // NOLINT
  Json(Object members) : value_(std::move(members)) {}           // NOLINT

  // An integer as our tools print it: outside +/-(2^53-1) it is a string.
  static Json SafeInt(std::int64_t value);
  static Json SafeInt(std::uint64_t value);

  // The error's offset counts bytes of `text`. Nesting is limited to 128.
  static Result<Json> Parse(std::string_view text);
  // One line, no spaces. Strings that are not valid UTF-8 have the bad bytes replaced by U+FFFD.
  std::string Dump() const;
  void DumpTo(std::string& out) const;

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  bool is_double() const { return std::holds_alternative<double>(value_); }
  bool is_integer() const {
    return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<std::uint64_t>(value_);
  }

  // These give false, zero or empty where the value is of another kind.
  bool AsBool() const;
  double AsDouble() const;
  const std::string& AsString() const;
  const Array& AsArray() const;
  const Object& AsObject() const;
  // Also reads decimal strings, as SafeInt writes them.
  Result<std::int64_t> Int64() const;
  Result<std::uint64_t> Uint64() const;

  // The member's value, or nullptr.
  const Json* Find(std::string_view key) const;
  // The member's value, or null.
  const Json& operator[](std::string_view key) const;
  // Adds a member to an object (a null value becomes one), or an item to an array.
  Json& Set(std::string key, Json value);
  Json& Push(Json item);

  friend bool operator==(const Json&, const Json&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object> value_;
};

// Appends `text` to `out` as a JSON string with its quotes.
void AppendJsonString(std::string& out, std::string_view text);
bool IsValidUtf8(std::string_view text);

}  // namespace dragoman
