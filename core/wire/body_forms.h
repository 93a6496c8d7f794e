// BodyForms: one field list's forms of a body, for callers that do not know the type: tools, tests, benches, fuzzers.
#pragma once

#include "core/wire/arbitrary.h"
#include "core/wire/json_fields.h"
#include "core/wire/message.h"

namespace dragoman {

struct BodyForms {
  Result<Json> (*to_json)(const Slice& body, wire::JsonNotation notation) = nullptr;
  Result<ByteVector> (*from_json)(const Json& fields) = nullptr;
  ByteVector (*arbitrary)(std::uint64_t seed) = nullptr;

  template <class M>
  static BodyForms Of() {
    return {ToJson<M>, FromJson<M>, Arbitrary<M>};
  }

 private:
  template <class M>
  static Json JsonOf(const M& message, wire::JsonNotation notation) {
    wire::JsonWriter writer(notation);
    M::Fields(writer, message);
    return writer.Take();
  }
  template <class M>
  static Result<Json> ToJson(const Slice& body, wire::JsonNotation notation) {
    const Result<M> read = ReadMessage<M>(body);
    if (!read.ok()) return read.status();
    return JsonOf(*read, notation);
  }
  template <class M>
  static Result<ByteVector> FromJson(const Json& fields) {
    M fresh;
    wire::JsonReader reader(fields);
    M::Fields(reader, fresh);
    if (!reader.status().ok()) return reader.status();
    ByteVector body = Encode<M>(fresh);
    // What cannot be read again (a count too wide for its field, nesting) is not written either.
    const Result<M> again = ReadMessage<M>(Slice::View(body));
    if (!again.ok()) return Status::Because(Code::kBadRequest, "cannot be encoded: " + again.status().ToString());
    // Nor is what the other fields leave no place for.
    const Status lost = Lost(JsonOf(fresh, {}), JsonOf(*again, {}));
    if (!lost.ok()) return lost;
    return body;
  }
  template <class M>
  static ByteVector Arbitrary(std::uint64_t seed) {
    M fresh;
    wire::Arbitrary arbitrary(seed);
    arbitrary.Struct(fresh);
    return Encode<M>(fresh);
  }
  template <class M>
  static ByteVector Encode(const M& message) {
    ByteVector body;
    Writer writer(body);
    WriteMessage(message, writer);
    return body;
  }

  // The first value of `wanted` that is another one in `kept`.
  static Status Lost(const Json& wanted, const Json& kept);
};

}  // namespace dragoman
