// Value: what a key of the configuration is set to; the same from a file, a flag or the environment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/json.h"

namespace dragoman::config {

enum class Type : std::uint8_t {
  kText,
  kTexts,    // a list of them
  kCount,    // a whole number
  kNumber,   // any number; also seconds
};
// "text", "a list of texts", "a whole number", "a number".
std::string_view Name(Type type);

// Nothing: not set.
using Value = std::variant<std::monostate, std::string, std::vector<std::string>, std::int64_t, double>;

inline bool IsSet(const Value& value) { return !std::holds_alternative<std::monostate>(value); }
// As one writes it on a command line: lists with commas.
std::string Text(const Value& value);
Json ToJson(const Value& value);
// Errors: kUsage.
Result<Value> Parse(Type type, std::string_view text);

}  // namespace dragoman::config
