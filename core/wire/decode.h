// Decoding by a field list. Views (Slice) share the input's block; nothing is sized by what the input claims.
#pragma once

#include "core/base/reader.h"
#include "core/wire/fields.h"

namespace dragoman::wire {

template <class Layout>
class Decoder {
 public:
  explicit Decoder(Reader& reader, int depth = 0) : reader_(reader), depth_(depth) {}

  template <class T>
  void operator()(const char* name, T& field, Max max = kNoMax) {
    if (!reader_.ok()) return;
    Value(field, max);
    if (!reader_.ok()) reader_.Within(name);
  }

 private:
  template <class T>
  void Value(T& field, Max max) {
    if constexpr (std::same_as<T, bool>) {
      Flag(field);
    } else if constexpr (Integer<T>) {
      field = reader_.template Int<T>(Layout::kOrder);
    } else if constexpr (IsByteArray<T>::value) {
      const Bytes raw = reader_.Take(field.size());
      std::copy(raw.begin(), raw.end(), field.begin());
    } else if constexpr (std::same_as<T, std::string>) {
      field = AsText(reader_.Take(Count(max)));
    } else if constexpr (std::same_as<T, ByteVector>) {
      const Bytes raw = reader_.Take(Count(max));
      field.assign(raw.begin(), raw.end());
    } else if constexpr (std::same_as<T, Slice>) {
      field = reader_.TakeSlice(Count(max));
    } else if constexpr (IsOptional<T>::value) {
      bool present = false;
      Flag(present);
      if (present && reader_.ok()) Value(field.emplace(), max);
    } else if constexpr (IsList<T>::value) {
      const std::size_t count = Count(max);
      field.clear();
      for (std::size_t i = 0; i < count && reader_.ok(); ++i) {
        const std::size_t at = reader_.offset();
        Value(field.emplace_back(), kNoMax);
        if (reader_.offset() == at) reader_.Fail(Status(Code::kBadValue, "counts {} items of no bytes", count));
        if (!reader_.ok()) reader_.Within(i);
      }
    } else {
      static_assert(HasFields<T>, "this type cannot stand in a field list");
      if (depth_ >= kMaxNesting) {
        reader_.Fail(Status(Code::kOverLimit, "nested deeper than {}", kMaxNesting));
        return;
      }
      Decoder inner(reader_, depth_ + 1);
      T::Fields(inner, field);
    }
  }

  void Flag(bool& field) {
    const std::size_t at = reader_.offset();
    const std::uint8_t raw = reader_.U8();
    if (reader_.ok() && raw > 1) reader_.Fail(Status(Code::kBadValue, "is {}, must be 0 or 1", raw).At(at));
    field = raw == 1;
  }

  // A length that lies fails here or at the first missing item, before memory is taken.
  std::size_t Count(Max max) {
    const std::size_t at = reader_.offset();
    const std::uint64_t count = reader_.Wide(Layout::kCountWidth, Layout::kOrder);
    if (reader_.ok() && count > max.count) {
      reader_.Fail(Status(Code::kOverLimit, "holds {}, the limit is {}", count, max.count).At(at));
    }
    return reader_.ok() ? static_cast<std::size_t>(count) : 0;
  }

  Reader& reader_;
  const int depth_;
};

}  // namespace dragoman::wire
