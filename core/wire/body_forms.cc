#include "core/wire/body_forms.h"

namespace dragoman {
namespace {

// The path to the first difference; empty where there is none.
std::string Difference(const Json& wanted, const Json& kept) {
  if (wanted == kept) return {};
  if (wanted.is_object() && kept.is_object()) {
    for (const auto& [key, value] : wanted.AsObject()) {
      const std::string inner = Difference(value, kept[key]);
      if (!inner.empty()) return "." + key + inner.substr(inner == "." ? 1 : 0);
    }
  }
  if (wanted.is_array() && kept.is_array() && wanted.AsArray().size() == kept.AsArray().size()) {
    for (std::size_t i = 0; i < wanted.AsArray().size(); ++i) {
      const std::string inner = Difference(wanted.AsArray()[i], kept.AsArray()[i]);
      if (!inner.empty()) return "[" + std::to_string(i) + "]" + inner.substr(inner == "." ? 1 : 0);
    }
  }
  return ".";
}

}  // namespace

Status BodyForms::Lost(const Json& wanted, const Json& kept) {
  const std::string path = Difference(wanted, kept);
  if (path.empty()) return Ok();
  return Status::Because(Code::kBadRequest, path.substr(path.starts_with('.') ? 1 : 0) +
                                                ": contradicts the other fields: encoded with them it would be lost");
}

}  // namespace dragoman
