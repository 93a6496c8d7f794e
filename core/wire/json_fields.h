// JSON by a field list, both ways. Bytes are lower-case hex (with 0x where the notation says so), integers
// outside +/-(2^53-1) are strings. Reading takes hex with or without 0x and integers as numbers or strings.
#pragma once

#include "core/base/hex.h"
#include "core/base/json.h"
#include "core/wire/fields.h"

namespace dragoman::wire {

// How a dialect's people write bytes in JSON.
struct JsonNotation {
  bool hex_prefix = false;
};

class JsonWriter {
 public:
  explicit JsonWriter(JsonNotation notation = {}) : notation_(notation), object_(Json::Object()) {}

  template <class T>
  void operator()(const char* name, const T& field, Max = kNoMax) {
    object_.Set(name, Value(field));
  }
  Json Take() { return std::move(object_); }

 private:
  Json Hex(Bytes bytes) const { return Json((notation_.hex_prefix ? "0x" : "") + ToHex(bytes)); }

  template <class T>
  Json Value(const T& field) const {
    if constexpr (std::same_as<T, bool>) {
      return Json(field);
    } else if constexpr (Integer<T>) {
      return Json::SafeInt(std::uint64_t{field});
    } else if constexpr (std::signed_integral<T>) {
      return Json::SafeInt(std::int64_t{field});
    } else if constexpr (std::same_as<T, double>) {
      return Json(field);
    } else if constexpr (IsByteArray<T>::value || Octets<T>) {
      return Hex(field);
    } else if constexpr (std::same_as<T, std::string>) {
      if (IsValidUtf8(field)) return Json(field);
      Json odd;
      odd.Set("hex", Hex(AsBytes(field)));
      return odd;
    } else if constexpr (IsOptional<T>::value) {
      return field.has_value() ? Value(*field) : Json();
    } else if constexpr (IsList<T>::value) {
      Json items{Json::Array()};
      for (const auto& item : field) items.Push(Value(item));
      return items;
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      JsonWriter inner(notation_);
      T::Fields(inner, field);
      return inner.Take();
    }
  }

  const JsonNotation notation_;
  Json object_;
};

class JsonReader {
 public:
  explicit JsonReader(const Json& object) : object_(object) {
    if (!object.is_object()) status_ = Status(Code::kBadRequest, "must be an object");
  }

  template <class T>
  void operator()(const char* name, T& field, Max max = kNoMax) {
    if (!status_.ok()) return;
    const Json* value = object_.Find(name);
    if (value == nullptr) {
      if constexpr (!IsOptional<T>::value) status_ = Status(Code::kBadRequest, "is missing").In(name);
      return;
    }
    status_ = Value(*value, field, max);
    if (!status_.ok()) status_.In(name);
  }
  const Status& status() const { return status_; }

 private:
  template <class T>
  static Status Value(const Json& json, T& field, Max max) {
    if constexpr (std::same_as<T, bool>) {
      if (!json.is_bool()) return Status(Code::kBadRequest, "must be true or false");
      field = json.AsBool();
    } else if constexpr (Integer<T>) {
      const Result<std::uint64_t> number = json.Uint64();
      if (!number.ok()) {
        return Status(Code::kBadRequest, "must be an integer from 0 to {}", std::numeric_limits<T>::max());
      }
      if (*number > std::numeric_limits<T>::max()) {
        return Status(Code::kBadRequest, "{} is above {}", *number, std::numeric_limits<T>::max());
      }
      field = static_cast<T>(*number);
    } else if constexpr (IsByteArray<T>::value) {
      const Result<ByteVector> raw = Octet(json);
      if (!raw.ok()) return raw.status();
      if (raw->size() != field.size()) {
        return Status(Code::kBadRequest, "has {} bytes, must have {}", raw->size(), field.size());
      }
      std::copy(raw->begin(), raw->end(), field.begin());
    } else if constexpr (std::same_as<T, std::string>) {
      if (json.is_string()) {
        field = json.AsString();
      } else {
        const Result<ByteVector> raw = Octet(json["hex"]);
        if (!raw.ok()) return Status(Code::kBadRequest, "must be a string");
        field = AsText(*raw);
      }
      return Within(field.size(), max);
    } else if constexpr (Octets<T>) {
      Result<ByteVector> raw = Octet(json);
      if (!raw.ok()) return raw.status();
      DRAGOMAN_TRY(Within(raw->size(), max));
      if constexpr (std::same_as<T, Slice>) {
        field = Slice::Copy(*raw);
      } else {
        field = std::move(*raw);
      }
    } else if constexpr (IsOptional<T>::value) {
      if (json.is_null()) {
        field.reset();
      } else {
        return Value(json, field.emplace(), max);
      }
    } else if constexpr (IsList<T>::value) {
      if (!json.is_array()) return Status(Code::kBadRequest, "must be a list");
      DRAGOMAN_TRY(Within(json.AsArray().size(), max));
      field.clear();
      for (std::size_t i = 0; i < json.AsArray().size(); ++i) {
        Status item = Value(json.AsArray()[i], field.emplace_back(), kNoMax);
        if (!item.ok()) return item.In(i);
      }
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      JsonReader inner(json);
      T::Fields(inner, field);
      return inner.status();
    }
    return Ok();
  }

  static Result<ByteVector> Octet(const Json& json) {
    Result<ByteVector> octets = json.is_string() ? FromHex(json.AsString()) : Status(Code::kBadRequest, "");
    if (!octets.ok()) return Status(Code::kBadRequest, "must be hexadecimal text");
    return octets;
  }
  static Status Within(std::size_t count, Max max) {
    if (count > max.count) return Status(Code::kBadRequest, "holds {}, the limit is {}", count, max.count);
    return Ok();
  }

  const Json& object_;
  Status status_;
};

}  // namespace dragoman::wire
