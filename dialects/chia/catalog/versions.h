// A message whose body depends on the protocol version that both sides speak. Nothing in a frame says which it is, and
// nothing needs to: the versions differ in what comes last, so that no bytes are two of them. In JSON the last field tells.
#pragma once

#include "dialects/chia/catalog/catalog.h"

namespace dragoman::chia {

template <class Newest, class... Older>
class Versions {
 public:
  static TypeEntry Entry(std::size_t bytes) {
    TypeEntry entry;
    entry.message = Newest::kName;
    entry.type = Newest::kType;
    entry.bytes = bytes;
    entry.forms = {ToJson, FromJson, Arbitrary};
    entry.codec.read = Read;
    entry.codec.rewrite = Rewrite;
    return entry;
  }

 private:
  template <class, class...>
  friend class Versions;

  struct LastName {
    const char* name = "";
    void operator()(const char* field, auto&) { name = field; }
  };
  static bool IsIn(const Json& fields) {
    Newest fresh;
    LastName last;
    Newest::Fields(last, fresh);
    return fields.Find(last.name) != nullptr;
  }

  // The newest one's error where none takes it.
  template <class T, class OfOlder>
  static T OrOlder(T newest, OfOlder of_older) {
    if constexpr (sizeof...(Older) > 0) {
      if (newest.ok()) return newest;
      T older = of_older(Versions<Older...>());
      if (older.ok()) return older;
    }
    return newest;
  }

  static Result<Json> ToJson(const Slice& body, wire::JsonNotation notation) {
    return OrOlder(BodyForms::Of<Newest>().to_json(body, notation),
                   [&](auto older) { return decltype(older)::ToJson(body, notation); });
  }
  static Result<ByteVector> FromJson(const Json& fields) {
    if constexpr (sizeof...(Older) > 0) {
      if (!IsIn(fields)) return Versions<Older...>::FromJson(fields);
    }
    return BodyForms::Of<Newest>().from_json(fields);
  }
  static ByteVector Arbitrary(std::uint64_t seed) {
    if constexpr (sizeof...(Older) > 0) {
      if (seed % (1 + sizeof...(Older)) != 0) return Versions<Older...>::Arbitrary(seed);
    }
    return BodyForms::Of<Newest>().arbitrary(seed);
  }
  static Status Read(const Slice& body) {
    return OrOlder(BodyCodec::Of<Newest>().read(body), [&](auto older) { return decltype(older)::Read(body); });
  }
  static Result<std::function<void(Writer&)>> Rewrite(const Slice& body) {
    return OrOlder(BodyCodec::Of<Newest>().rewrite(body), [&](auto older) { return decltype(older)::Rewrite(body); });
  }
};

}  // namespace dragoman::chia
