// Message: what a type must offer to be registered, read and written.
//
//   static constexpr auto kType = …;               the native type number
//   static constexpr std::string_view kName = …;   the network's name for it
// and either a field list (`Fields`, laid out by `using Layout = …`, big-endian unless said), or, for bodies
// that are no list of fields, its own pair: `static Result<M> Read(Slice)` and `void Write(Writer&) const`.
#pragma once

#include <string_view>

#include "core/wire/codec.h"
#include "core/wire/decode.h"
#include "core/wire/encode.h"
#include "core/wire/sequence.h"

namespace dragoman {

template <class M>
concept Message = requires {
  { M::kName } -> std::convertible_to<std::string_view>;
  { M::kType } -> std::convertible_to<NativeType>;
};

namespace wire {

template <class M>
concept ReadsItself = requires(Slice body) {
  { M::Read(body) } -> std::same_as<Result<M>>;
};
template <class M>
concept WritesItself = requires(const M& m, Writer& out) { m.Write(out); };

template <class M>
struct LayoutOf {
  using type = BigEndianLayout;
};
template <class M>
  requires requires { typename M::Layout; }
struct LayoutOf<M> {
  using type = typename M::Layout;
};

}  // namespace wire

// The whole body and nothing but the body. Views in the result share `body`'s block.
template <class M>
Result<M> ReadMessage(const Slice& body) {
  if constexpr (wire::ReadsItself<M>) {
    return M::Read(body);
  } else {
    Reader reader(body);
    Result<M> message(std::in_place);
    wire::Decoder<typename wire::LayoutOf<M>::type> decoder(reader);
    decoder.Struct(*message);
    if (reader.ok() && !reader.done()) {
      reader.Fail(Status(Code::kTrailing, "{} bytes follow the last field", reader.remaining()));
    }
    if (!reader.ok()) return reader.status();
    return message;
  }
}

template <class M>
std::size_t MeasureMessage(const M& message) {
  wire::Measure measure;
  wire::Encoder<typename wire::LayoutOf<M>::type, wire::Measure> encoder(measure);
  M::Fields(encoder, message);
  return measure.size();
}

template <class M>
void WriteMessage(const M& message, Writer& out) {
  if constexpr (wire::WritesItself<M>) {
    message.Write(out);
  } else {
    wire::Spot spot(out.Extend(MeasureMessage(message)));
    wire::Encoder<typename wire::LayoutOf<M>::type, wire::Spot> encoder(spot);
    M::Fields(encoder, message);
  }
}

}  // namespace dragoman
