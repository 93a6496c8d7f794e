// The only file that sees toml++. Compiled in, not linked, so that the fuzzer's build instruments it and a fault is a
// value, not an exception.
#include "apps/dragoman/config/toml.h"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_WINDOWS_COMPAT 0
#define TOML_MAX_NESTED_VALUES 8
#include <toml++/toml.h>

#include <algorithm>

#include "core/base/json.h"

namespace dragoman::config {
namespace {

static_assert(TOML_MAX_NESTED_VALUES == kMaxConfigDepth);

Place PlaceOf(const toml::source_region& source) {
  Place place;
  place.line = source.begin.line;
  place.column = source.begin.column;
  return place;
}

// What the parser must not see; it recurses once a table.
std::optional<TomlMistake> Unfit(std::string_view text) {
  if (text.size() > kMaxConfigBytes) {
    return TomlMistake{Place{}, "a configuration has at most " + std::to_string(kMaxConfigBytes) + " bytes; this has more"};
  }
  if (!IsValidUtf8(text)) return TomlMistake{Place{}, "not UTF-8, so not TOML"};
  std::uint32_t line = 1;
  std::size_t dots = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++line;
      dots = 0;
    } else if (c == '.' && ++dots > kMaxDotsInLine) {
      return TomlMistake{Place{line, 0}, "more than " + std::to_string(kMaxDotsInLine) + " dots in one line"};
    }
  }
  return std::nullopt;
}

// `left`: how many levels may come. What lies deeper is dropped; `deep` then tells where.
class Converter {
 public:
  Toml Convert(const toml::node& node, std::size_t left) {
    Toml made;
    made.place = PlaceOf(node.source());
    if (const toml::table* table = node.as_table(); table != nullptr) {
      made.value = Members(*table, made.place, left);
    } else if (const toml::array* array = node.as_array(); array != nullptr) {
      Toml::Array items;
      if (Enter(made.place, left)) {
        for (const toml::node& item : *array) items.push_back(Convert(item, left - 1));
      }
      made.value = std::move(items);
    } else if (const auto* text = node.as_string(); text != nullptr) {
      made.value = text->get();
    } else if (const auto* integer = node.as_integer(); integer != nullptr) {
      made.value = integer->get();
    } else if (const auto* number = node.as_floating_point(); number != nullptr) {
      made.value = number->get();
    } else if (const auto* flag = node.as_boolean(); flag != nullptr) {
      made.value = flag->get();
    }
    return made;
  }

  std::optional<TomlMistake> deep;

 private:
  bool Enter(const Place& place, std::size_t left) {
    if (left == 0 && !deep.has_value()) {
      deep = TomlMistake{place, "more than " + std::to_string(kMaxConfigDepth) + " levels of tables and lists"};
    }
    return left > 0;
  }

  Toml::Table Members(const toml::table& table, const Place& place, std::size_t left) {
    Toml::Table members;
    if (!Enter(place, left)) return members;
    for (const auto& [key, value] : table) {
      TomlMember member;
      member.key = std::string(key.str());
      member.place = PlaceOf(key.source());
      member.value = Convert(value, left - 1);
      members.push_back(std::move(member));
    }
    // The parser keeps them by name.
    std::ranges::stable_sort(members, [](const TomlMember& a, const TomlMember& b) {
      return a.place.line != b.place.line ? a.place.line < b.place.line : a.place.column < b.place.column;
    });
    return members;
  }
};

}  // namespace

std::string_view Toml::KindName() const {
  constexpr std::string_view kNames[] = {"a date or time", "true or false", "a whole number", "a number", "text",
                                         "a list", "a table"};
  static_assert(std::size(kNames) == std::variant_size_v<decltype(value)>);
  return kNames[value.index()];
}

ParsedToml ParseToml(std::string_view text) {
  ParsedToml parsed;
  parsed.root.value = Toml::Table{};
  parsed.mistake = Unfit(text);
  if (parsed.mistake.has_value()) return parsed;
  const toml::parse_result result = toml::parse(text);
  if (!result) {
    parsed.mistake = TomlMistake{PlaceOf(result.error().source()), "not TOML: " + std::string(result.error().description())};
    return parsed;
  }
  Converter converter;
  parsed.root = converter.Convert(result.table(), kMaxConfigDepth);
  parsed.mistake = std::move(converter.deep);
  return parsed;
}

}  // namespace dragoman::config
