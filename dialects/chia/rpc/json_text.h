// JSON as Chia's RPC writes it: keys sorted, bytes as 0x-hex, integers of any size as numbers (wire/chia.md 19.1). Made as
// text, as our Json holds no integers of more than 64 bits.
//
//   JsonText answer;
//   answer.Set("height", height).Set("weight", weight);
//   answer.text();  // {"height":7,"weight":340282366920938463463374607431768211455}
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/hex.h"
#include "core/base/json.h"
#include "core/wire/fields.h"
#include "core/wire/sequence.h"

namespace dragoman::chia::rpc {

class JsonText : public wire::Logical<JsonText> {
 public:
  template <class T>
  JsonText& Set(std::string name, const T& value) {
    members_[std::move(name)] = Of(value);
    return *this;
  }
  std::string text() const {
    std::string all = "{";
    for (const auto& [name, value] : members_) {
      if (all.size() > 1) all += ',';
      AppendJsonString(all, name);
      all += ':';
      all += value;
    }
    return all + '}';
  }

  // Of the values so far.
  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const auto& [name, value] : members_) sum += value.size();
    return sum;
  }

  // As the visitor of a field list.
  template <class T>
  void operator()(const char* name, const T& field, Max = kNoMax) {
    Set(name, field);
  }

  template <class T>
  static std::string Of(const T& value) {
    if constexpr (std::same_as<T, JsonText>) {
      return value.text();
    } else if constexpr (std::same_as<T, Json>) {
      return value.Dump();
    } else if constexpr (std::same_as<T, std::nullptr_t>) {
      return "null";
    } else if constexpr (std::same_as<T, bool>) {
      return value ? "true" : "false";
    } else if constexpr (std::integral<T>) {
      return std::to_string(value);
    } else if constexpr (std::same_as<T, double>) {
      return Json(value).Dump();
    } else if constexpr (wire::WideInteger<T>) {
      return ToDecimal(value);
    } else if constexpr (wire::IsByteArray<T>::value || wire::Octets<T>) {
      return Hex(value);
    } else if constexpr (wire::Verbatim<T>) {
      return Hex(value.bytes());
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
      std::string quoted;
      AppendJsonString(quoted, value);
      return quoted;
    } else if constexpr (wire::IsOptional<T>::value) {
      return value.has_value() ? Of(*value) : "null";
    } else if constexpr (wire::IsList<T>::value || wire::IsSequence<T>::value) {
      std::string items = "[";
      for (const auto& item : value) {
        if (items.size() > 1) items += ',';
        items += Of(item);
      }
      return items + ']';
    } else {
      static_assert(wire::HasFields<T>, "this type has no JSON");
      JsonText inner;
      T::Fields(inner, value);
      return inner.text();
    }
  }

 private:
  static std::string Hex(Bytes bytes) { return "\"0x" + ToHex(bytes) + '"'; }

  std::map<std::string, std::string, std::less<>> members_;
};

}  // namespace dragoman::chia::rpc
