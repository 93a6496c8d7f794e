// JSON by a field list, both ways. Bytes are lower-case hex (with 0x where the notation says so), integers
// outside +/-(2^53-1) are strings. Reading takes hex with or without 0x and integers as numbers or strings.
#pragma once

#include "core/base/hex.h"
#include "core/base/json.h"
#include "core/wire/fields.h"
#include "core/wire/json_integers.h"
#include "core/wire/sequence.h"

namespace dragoman::wire {

// How a dialect's people write bytes in JSON.
struct JsonNotation {
  bool hex_prefix = false;
};

class JsonWriter : public Logical<JsonWriter> {
 public:
  explicit JsonWriter(JsonNotation notation = {}) : notation_(notation), object_(Json::Object()) {}

  template <class T>
  void operator()(const char* name, const T& field, Max = kNoMax) {
    object_.Set(name, Value(field));
  }
  Json Take() { return std::move(object_); }

 private:
  template <class List>
  Json Items(const List& field) const {
    Json items{Json::Array()};
    for (const auto& item : field) items.Push(Value(item));
    return items;
  }

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
    } else if constexpr (WideInteger<T>) {
      return JsonOf(field);
    } else if constexpr (IsByteArray<T>::value || Octets<T>) {
      return Hex(field);
    } else if constexpr (Verbatim<T>) {
      return Hex(field.bytes());
    } else if constexpr (std::same_as<T, Text>) {
      return Json(field.view());
    } else if constexpr (std::same_as<T, std::string>) {
      if (IsValidUtf8(field)) return Json(field);
      Json odd;
      odd.Set("hex", Hex(AsBytes(field)));
      return odd;
    } else if constexpr (IsOptional<T>::value) {
      return field.has_value() ? Value(*field) : Json();
    } else if constexpr (IsList<T>::value || IsSequence<T>::value || IsFixedList<T>::value) {
      return Items(field);
    } else if constexpr (IsTuple<T>::value) {
      Json items{Json::Array()};
      std::apply([&](const auto&... each) { (items.Push(Value(each)), ...); }, field);
      return items;
    } else if constexpr (IsPart<T>::value) {
      return Value(field.Get());
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
  template <class... Bools>
  auto Flags(const char*, Bools... flags) {
    return std::array<bool, sizeof...(Bools)>{flags...};
  }
  // What need not be on the wire may be left out here, too.
  template <class T>
  void Present(bool, const char* name, T& field, Max max = kNoMax) {
    if (status_.ok() && object_.Find(name) != nullptr) (*this)(name, field, max);
  }
  template <class T>
  void Implied(const char* name, T& field, std::type_identity_t<T>) {
    Present(true, name, field);
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
    } else if constexpr (SignedInteger<T>) {
      const Result<std::int64_t> number = json.Int64();
      if (!number.ok() || *number < std::numeric_limits<T>::min() || *number > std::numeric_limits<T>::max()) {
        return Status(Code::kBadRequest, "must be a signed integer of {} bits", 8 * sizeof(T));
      }
      field = static_cast<T>(*number);
    } else if constexpr (WideInteger<T>) {
      return ReadJson(json, field);
    } else if constexpr (Verbatim<T>) {
      const Result<ByteVector> raw = Octet(json);
      if (!raw.ok()) return raw.status();
      const Slice copy = Slice::Copy(*raw);
      Reader reader(copy);
      field.Read(reader);
      if (reader.ok() && !reader.done()) reader.Fail(Status(Code::kBadRequest, "{} bytes follow it", reader.remaining()));
      if (!reader.ok()) return Status::Because(Code::kBadRequest, reader.status().Text());
    } else if constexpr (std::same_as<T, Text>) {
      if (!json.is_string()) return Status(Code::kBadRequest, "must be a string");
      field = json.AsString();
      return Within(field.size(), max);
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
      return Items(json, field, max);
    } else if constexpr (IsSequence<T>::value) {
      std::vector<typename T::value_type> items;
      DRAGOMAN_TRY(Items(json, items, max));
      field = items;
    } else if constexpr (IsPart<T>::value) {
      typename T::value_type value;
      DRAGOMAN_TRY(Value(json, value, max));
      field = value;
    } else if constexpr (IsFixedList<T>::value) {
      DRAGOMAN_TRY(Exactly(json, field.size()));
      for (std::size_t i = 0; i < field.size(); ++i) {
        Status item = Value(json.AsArray()[i], field[i], kNoMax);
        if (!item.ok()) return item.In(i);
      }
    } else if constexpr (IsTuple<T>::value) {
      DRAGOMAN_TRY(Exactly(json, std::tuple_size_v<T>));
      Status status;
      const auto one = [&](auto& item, std::size_t i) {
        if (!status.ok()) return;
        status = Value(json.AsArray()[i], item, kNoMax);
        if (!status.ok()) status.In(i);
      };
      std::apply(
          [&](auto&... items) {
            std::size_t i = 0;
            (one(items, i++), ...);
          },
          field);
      return status;
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      JsonReader inner(json);
      T::Fields(inner, field);
      return inner.status();
    }
    return Ok();
  }

  template <class T>
  static Status Items(const Json& json, std::vector<T>& items, Max max) {
    if (!json.is_array()) return Status(Code::kBadRequest, "must be a list");
    DRAGOMAN_TRY(Within(json.AsArray().size(), max));
    items.clear();
    for (std::size_t i = 0; i < json.AsArray().size(); ++i) {
      if constexpr (std::same_as<T, bool>) {
        bool value = false;
        Status item = Value(json.AsArray()[i], value, kNoMax);
        if (!item.ok()) return item.In(i);
        items.push_back(value);
      } else {
        Status item = Value(json.AsArray()[i], items.emplace_back(), kNoMax);
        if (!item.ok()) return item.In(i);
      }
    }
    return Ok();
  }
  static Status Exactly(const Json& json, std::size_t count) {
    if (json.is_array() && json.AsArray().size() == count) return Ok();
    return Status(Code::kBadRequest, "must be a list of {}", count);
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
