// Decoding by a field list. Views (Slice, Text, Sequence, Part) share the input's block; nothing is sized by what the
// input claims.
#pragma once

#include "core/base/json.h"
#include "core/base/reader.h"
#include "core/wire/fields.h"
#include "core/wire/fixed_width.h"
#include "core/wire/placed.h"

namespace dragoman::wire {

// With `kKeep` false it checks and passes over a value, and stores nothing.
template <class Layout, bool kKeep = true>
class Decoder {
 public:
  explicit Decoder(Reader& reader, int depth = 0) : reader_(reader), depth_(depth) {}

  template <class T>
  void operator()(const char* name, T& field, Max max = kNoMax) {
    if (!reader_.ok()) return;
    Value(field, max);
    if (!reader_.ok()) reader_.Within(name);
  }

  template <class... Bools>
  std::array<bool, sizeof...(Bools)> Flags(const char* name, Bools...) {
    constexpr std::size_t kCount = sizeof...(Bools);
    std::array<bool, kCount> flags{};
    if (!reader_.ok()) return flags;
    const std::size_t at = reader_.offset();
    const std::uint8_t raw = reader_.U8();
    if (reader_.ok() && raw >> kCount != 0) {
      reader_.Fail(Status(Code::kBadValue, "is {}, must be 0 to {}", raw, (1u << kCount) - 1).At(at));
    }
    if (!reader_.ok()) {
      reader_.Within(name);
      return flags;
    }
    for (std::size_t i = 0; i < kCount; ++i) flags[i] = (raw >> i & 1) != 0;
    return flags;
  }

  template <class T>
  void Present(bool is, const char* name, T& field, Max max = kNoMax) {
    using Field = std::remove_const_t<T>;
    if (!reader_.ok()) return;
    if (!is) {
      if constexpr (kKeep) field = Field();
      return;
    }
    if constexpr (IsOptional<Field>::value) {
      Value(Engaged(field), max);
    } else {
      Value(field, max);
    }
    if (!reader_.ok()) reader_.Within(name);
  }

  template <class T>
  void Implied(const char*, T& field, std::type_identity_t<std::remove_const_t<T>> value) {
    if constexpr (kKeep) field = value;
  }

  // The fields of `m`, and whether they agree.
  template <class T>
  void Struct(T& m) {
    using Kind = std::remove_const_t<T>;
    if constexpr (!kKeep && HasCheck<Kind>) {
      Kind whole;
      Decoder<Layout> inner(reader_, depth_);
      inner.Struct(whole);
    } else {
      if constexpr (!HasCheck<Kind>) {
        if (const std::size_t width = kFixedWidth<Kind>; width > 0 && reader_.ok() && width <= reader_.remaining()) {
          const Bytes raw = reader_.Take(width);
          if constexpr (kKeep) {
            Placed<Layout> placed(raw.data());
            Kind::Fields(placed, m);
          }
          return;
        }
      }
      const std::size_t at = reader_.offset();
      Kind::Fields(*this, m);
      if constexpr (HasCheck<Kind>) {
        if (!reader_.ok()) return;
        Status why = m.Check();
        if (!why.ok()) reader_.Fail(std::move(why.At(at)));
      }
    }
  }

  template <class T>
  void Value(T& field, Max max) {
    using Kind = std::remove_const_t<T>;
    if constexpr (std::same_as<Kind, bool>) {
      const bool flag = Flag();
      if constexpr (kKeep) field = flag;
    } else if constexpr (Integer<Kind>) {
      const Kind value = reader_.template Int<Kind>(Layout::kOrder);
      if constexpr (kKeep) field = value;
    } else if constexpr (SignedInteger<Kind>) {
      const auto value = reader_.template Int<std::make_unsigned_t<Kind>>(Layout::kOrder);
      if constexpr (kKeep) field = static_cast<Kind>(value);
    } else if constexpr (WideInteger<Kind>) {
      const Uint128 value = Wide();
      if constexpr (kKeep) field = static_cast<Kind>(value);
    } else if constexpr (IsByteArray<Kind>::value) {
      const Bytes raw = reader_.Take(std::tuple_size_v<Kind>);
      if constexpr (kKeep) {
        if (!raw.empty()) std::memcpy(field.data(), raw.data(), raw.size());
      }
    } else if constexpr (Verbatim<Kind>) {
      if constexpr (kKeep) {
        field.Read(reader_);
      } else {
        Kind::Skip(reader_);
      }
    } else if constexpr (std::same_as<Kind, std::string>) {
      const Bytes raw = reader_.Take(Count(max));
      if constexpr (kKeep) field = AsText(raw);
    } else if constexpr (std::same_as<Kind, Text>) {
      const std::size_t count = Count(max);
      const std::size_t from = reader_.offset();
      const Bytes raw = reader_.Take(count);
      if (!IsValidUtf8(AsText(raw))) reader_.Fail(Status(Code::kBadValue, "is not valid UTF-8").At(from));
      if constexpr (kKeep) {
        if (reader_.ok()) field = Text::Of(reader_.Since(from));
      }
    } else if constexpr (std::same_as<Kind, ByteVector>) {
      const Bytes raw = reader_.Take(Count(max));
      if constexpr (kKeep) field.assign(raw.begin(), raw.end());
    } else if constexpr (std::same_as<Kind, Slice>) {
      if constexpr (kKeep) {
        field = reader_.TakeSlice(Count(max));
      } else {
        reader_.Take(Count(max));
      }
    } else if constexpr (IsOptional<Kind>::value) {
      const bool present = Flag();
      if (present && reader_.ok()) {
        Value(Engaged(field), max);
      } else if constexpr (kKeep) {
        field.reset();
      }
    } else if constexpr (IsList<Kind>::value) {
      const std::size_t count = Count(max);
      if constexpr (kKeep) field.clear();
      for (std::size_t i = 0; i < count && reader_.ok(); ++i) {
        if constexpr (kKeep) {
          Item(field.emplace_back(), i, count);
        } else {
          Item(kShape<typename Kind::value_type>, i, count);
        }
      }
    } else if constexpr (IsSequence<Kind>::value) {
      const std::size_t count = Count(max);
      const std::size_t from = reader_.offset();
      SkipItems<typename Kind::value_type>(count);
      if constexpr (kKeep) {
        if (reader_.ok()) field = Kind::Of(count, reader_.Since(from));
      }
    } else if constexpr (IsPart<Kind>::value) {
      const std::size_t from = reader_.offset();
      Decoder<Layout, false>(reader_, depth_).Value(kShape<typename Kind::value_type>, kNoMax);
      if constexpr (kKeep) {
        if (reader_.ok()) field = Kind::Of(reader_.Since(from));
      }
    } else if constexpr (IsFixedList<Kind>::value) {
      for (std::size_t i = 0; i < field.size() && reader_.ok(); ++i) Item(field[i], i, field.size());
    } else if constexpr (IsTuple<Kind>::value) {
      std::apply(
          [this](auto&... items) {
            std::size_t i = 0;
            (this->Item(items, i++, sizeof...(items)), ...);
          },
          field);
    } else {
      static_assert(HasFields<Kind>, "this type cannot stand in a field list");
      if (depth_ >= kMaxNesting) {
        reader_.Fail(Status(Code::kOverLimit, "nested deeper than {}", kMaxNesting));
        return;
      }
      Decoder inner(reader_, depth_ + 1);
      inner.Struct(field);
    }
  }

 private:
  template <class T>
  static auto& Engaged(T& optional) {
    if constexpr (kKeep) {
      return optional.emplace();
    } else {
      return kShape<typename T::value_type>;
    }
  }

  template <class T>
  void Item(T& item, std::size_t index, std::size_t count) {
    if (!reader_.ok()) return;
    const std::size_t at = reader_.offset();
    Value(item, kNoMax);
    if (reader_.ok() && reader_.offset() == at) {
      reader_.Fail(Status(Code::kBadValue, "counts {} items of no bytes", count));
    }
    if (!reader_.ok()) reader_.Within(index);
  }

  template <class T>
  void SkipItems(std::size_t count) {
    if (const std::size_t width = kFixedWidth<T>; width > 0 && count <= reader_.remaining() / width) {
      reader_.Take(count * width);
      return;
    }
    Decoder<Layout, false> skim(reader_, depth_);
    for (std::size_t i = 0; i < count && reader_.ok(); ++i) skim.Item(kShape<T>, i, count);
  }

  template <class, bool>
  friend class Decoder;

  bool Flag() {
    const std::size_t at = reader_.offset();
    const std::uint8_t raw = reader_.U8();
    if (raw > 1) reader_.Fail(Status(Code::kBadValue, "is {}, must be 0 or 1", raw).At(at));
    return raw == 1;
  }

  Uint128 Wide() {
    const Uint128 first = reader_.U64(Layout::kOrder);
    const Uint128 second = reader_.U64(Layout::kOrder);
    return Layout::kOrder == std::endian::big ? first << 64 | second : second << 64 | first;
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
