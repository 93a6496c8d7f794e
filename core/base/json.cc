#include "core/base/json.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

namespace dragoman {
namespace {

// Twice what a message may nest (a struct and a list each), and what our tools put around it.
constexpr std::size_t kMaxDepth = 128;
constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;

// Builds our tree from nlohmann's events, so that key order and number kinds survive and depth is bounded.
class TreeBuilder {
 public:
  bool null() { return Add(Json()); }
  bool boolean(bool value) { return Add(Json(value)); }
  bool number_integer(std::int64_t value) { return Add(Json(value)); }
  bool number_unsigned(std::uint64_t value) { return Add(Json(value)); }
  // An integer beyond 64 bits is kept whole, as its text; that is how our tools print one, too.
  bool number_float(double value, const std::string& text) {
    const bool is_integer = text.find_first_not_of("0123456789", text.starts_with('-') ? 1 : 0) == std::string::npos;
    return Add(is_integer ? Json(text) : Json(value));
  }
  bool string(std::string& value) { return Add(Json(std::move(value))); }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return Open(Json(Json::Object())); }
  bool start_array(std::size_t) { return Open(Json(Json::Array())); }
  bool key(std::string& name) {
    keys_.back() = std::move(name);
    return true;
  }
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    error_ = Status(Code::kBadValue, "not JSON").At(position == 0 ? 0 : position - 1);
    return false;
  }

  Result<Json> Take() {
    if (!error_.ok()) return error_;
    return std::move(root_);
  }

 private:
  bool Add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_object()) {
      open_.back().Set(std::move(keys_.back()), std::move(value));
    } else {
      open_.back().Push(std::move(value));
    }
    return true;
  }
  bool Open(Json empty) {
    if (open_.size() == kMaxDepth) {
      error_ = Status(Code::kOverLimit, "JSON is nested deeper than {}", kMaxDepth);
      return false;
    }
    open_.push_back(std::move(empty));
    keys_.emplace_back();
    return true;
  }
  bool Close() {
    Json whole = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return Add(std::move(whole));
  }

  Json root_;
  std::vector<Json> open_;
  std::vector<std::string> keys_;
  Status error_;
};

// Bytes of the well-formed UTF-8 sequence at the front of `text`, 0 if there is none.
std::size_t Utf8Length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  }
  if (length == 0 || text.size() < length || at(1) < low || at(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (at(i) < 0x80 || at(i) > 0xBF) return 0;
  }
  return length;
}

}  // namespace

Json::Json(std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(INT64_MAX)) {
    value_ = static_cast<std::int64_t>(value);
  } else {
    value_ = value;
  }
}

Json Json::SafeInt(std::int64_t value) {
  if (value < -kSafe || value > kSafe) return Json(std::to_string(value));
  return Json(value);
}

Json Json::SafeInt(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(kSafe)) return Json(std::to_string(value));
  return Json(value);
}

Result<Json> Json::Parse(std::string_view text) {
  TreeBuilder builder;
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return builder.Take();
}

std::string Json::Dump() const {
  std::string out;
  DumpTo(out);
  return out;
}

void Json::DumpTo(std::string& out) const {
  if (is_null()) {
    out += "null";
  } else if (const bool* flag = std::get_if<bool>(&value_)) {
    out += *flag ? "true" : "false";
  } else if (const auto* integer = std::get_if<std::int64_t>(&value_)) {
    out += std::to_string(*integer);
  } else if (const auto* natural = std::get_if<std::uint64_t>(&value_)) {
    out += std::to_string(*natural);
  } else if (const double* real = std::get_if<double>(&value_)) {
    if (!std::isfinite(*real)) {
      out += "null";
    } else if (*real == 0 && std::signbit(*real)) {
      out += "-0.0";  // "-0" would be read as an integer and lose its sign
    } else {
      char digits[32];
      // From 2^53 on with an exponent: without one it would be read as an integer, and beyond 64 bits as a text.
      const auto end = std::abs(*real) > kSafe
                           ? std::to_chars(digits, digits + sizeof digits, *real, std::chars_format::scientific)
                           : std::to_chars(digits, digits + sizeof digits, *real);
      out.append(digits, end.ptr);
    }
  } else if (is_string()) {
    AppendJsonString(out, AsString());
  } else if (is_array()) {
    out += '[';
    for (std::size_t i = 0; i < AsArray().size(); ++i) {
      if (i > 0) out += ',';
      AsArray()[i].DumpTo(out);
    }
    out += ']';
  } else {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : AsObject()) {
      if (!first) out += ',';
      first = false;
      AppendJsonString(out, key);
      out += ':';
      value.DumpTo(out);
    }
    out += '}';
  }
}

bool Json::AsBool() const {
  const bool* flag = std::get_if<bool>(&value_);
  return flag != nullptr && *flag;
}

double Json::AsDouble() const {
  if (const double* real = std::get_if<double>(&value_)) return *real;
  if (const auto* integer = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*integer);
  if (const auto* natural = std::get_if<std::uint64_t>(&value_)) return static_cast<double>(*natural);
  return 0;
}

const std::string& Json::AsString() const {
  static const std::string kNone;
  const auto* text = std::get_if<std::string>(&value_);
  return text == nullptr ? kNone : *text;
}

const Json::Array& Json::AsArray() const {
  static const Array kNone;
  const auto* items = std::get_if<Array>(&value_);
  return items == nullptr ? kNone : *items;
}

const Json::Object& Json::AsObject() const {
  static const Object kNone;
  const auto* members = std::get_if<Object>(&value_);
  return members == nullptr ? kNone : *members;
}

Result<std::int64_t> Json::Int64() const {
  if (const auto* integer = std::get_if<std::int64_t>(&value_)) return *integer;
  const std::string& text = AsString();
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) {
    return Status(Code::kBadValue, "not an integer between -2^63 and 2^63-1");
  }
  return value;
}

Result<std::uint64_t> Json::Uint64() const {
  if (const auto* natural = std::get_if<std::uint64_t>(&value_)) return *natural;
  if (const auto* integer = std::get_if<std::int64_t>(&value_); integer != nullptr && *integer >= 0) {
    return static_cast<std::uint64_t>(*integer);
  }
  const std::string& text = AsString();
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) {
    return Status(Code::kBadValue, "not an integer between 0 and 2^64-1");
  }
  return value;
}

const Json* Json::Find(std::string_view key) const {
  for (const auto& [name, value] : AsObject()) {
    if (name == key) return &value;
  }
  return nullptr;
}

const Json& Json::operator[](std::string_view key) const {
  static const Json kNull;
  const Json* found = Find(key);
  return found == nullptr ? kNull : *found;
}

Json& Json::Set(std::string key, Json value) {
  if (!is_object()) value_ = Object();
  std::get<Object>(value_).emplace_back(std::move(key), std::move(value));
  return *this;
}

Json& Json::Push(Json item) {
  if (!is_array()) value_ = Array();
  std::get<Array>(value_).push_back(std::move(item));
  return *this;
}

void AppendJsonString(std::string& out, std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const std::size_t length = Utf8Length(text.substr(i));
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[c & 15];
    } else {
      out.append(text.substr(i, length));
    }
    i += length;
  }
  out += '"';
}

namespace {

// Of fewer than eight bytes, of which the last ones may be looked at twice.
bool IsShortAscii(std::string_view text) {
  std::uint32_t seen = 0;
  if (text.size() >= sizeof seen) {
    std::uint32_t last = 0;
    std::memcpy(&seen, text.data(), sizeof seen);
    std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
    seen |= last;
  } else {
    for (const char c : text) seen |= static_cast<std::uint8_t>(c);
  }
  return (seen & 0x80808080u) == 0;
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  while (!text.empty()) {
    // Mostly it is ASCII: eight at a time.
    std::uint64_t eight = 0;
    if (text.size() >= sizeof eight) {
      std::memcpy(&eight, text.data(), sizeof eight);
      if ((eight & 0x8080808080808080u) == 0) {
        text.remove_prefix(sizeof eight);
        continue;
      }
    } else if (IsShortAscii(text)) {
      return true;
    }
    const std::size_t length = Utf8Length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace dragoman
