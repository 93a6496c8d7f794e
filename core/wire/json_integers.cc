#include "core/wire/json_integers.h"

namespace dragoman::wire {
namespace {

constexpr Int128 kSafe = (Int128{1} << 53) - 1;

std::string DecimalOf(const Json& json) {
  if (json.is_string()) return json.AsString();
  return json.is_integer() ? json.Dump() : "";
}

}  // namespace

Json JsonOf(Uint128 value) {
  if (value <= static_cast<Uint128>(kSafe)) return Json(static_cast<std::int64_t>(value));
  return Json(ToDecimal(value));
}

Json JsonOf(Int128 value) {
  if (value >= -kSafe && value <= kSafe) return Json(static_cast<std::int64_t>(value));
  return Json(ToDecimal(value));
}

Status ReadJson(const Json& json, Uint128& value) {
  const Result<Uint128> read = Uint128Of(DecimalOf(json));
  if (!read.ok()) return Status(Code::kBadRequest, "must be an unsigned integer of 128 bits");
  value = *read;
  return Ok();
}

Status ReadJson(const Json& json, Int128& value) {
  const Result<Int128> read = Int128Of(DecimalOf(json));
  if (!read.ok()) return Status(Code::kBadRequest, "must be a signed integer of 128 bits");
  value = *read;
  return Ok();
}

}  // namespace dragoman::wire
