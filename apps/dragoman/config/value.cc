#include "apps/dragoman/config/value.h"

#include <charconv>

#include "apps/dragoman/config/suggest.h"

namespace dragoman::config {
namespace {

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string> Items(std::string_view text) {
  std::vector<std::string> items;
  while (!Trimmed(text).empty()) {
    const std::size_t comma = text.find(',');
    items.emplace_back(Trimmed(text.substr(0, comma)));
    if (comma == text.npos) break;
    text.remove_prefix(comma + 1);
  }
  return items;
}

template <class Number>
Result<Value> ReadNumber(Type type, std::string_view text) {
  Number number{};
  const std::string_view digits = Trimmed(text);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault == std::errc() && end == digits.data() + digits.size() && !digits.empty()) return Value(number);
  return Status::Because(Code::kUsage, "\"" + std::string(text) + "\" is not " + std::string(Name(type)));
}

}  // namespace

std::string_view Name(Type type) {
  switch (type) {
    case Type::kText: return "text";
    case Type::kTexts: return "a list of texts";
    case Type::kCount: return "a whole number";
    case Type::kNumber: return "a number";
  }
  return "text";
}

std::string Text(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) return Join(*texts);
  return IsSet(value) ? ToJson(value).Dump() : std::string();
}

Json ToJson(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* count = std::get_if<std::int64_t>(&value)) return Json::SafeInt(*count);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  const auto* texts = std::get_if<std::vector<std::string>>(&value);
  if (texts == nullptr) return {};
  return Json::Array(texts->begin(), texts->end());
}

Result<Value> Parse(Type type, std::string_view text) {
  switch (type) {
    case Type::kText: return Value(std::string(text));
    case Type::kTexts: return Value(Items(text));
    case Type::kCount: return ReadNumber<std::int64_t>(type, text);
    case Type::kNumber: return ReadNumber<double>(type, text);
  }
  return Value();
}

}  // namespace dragoman::config
