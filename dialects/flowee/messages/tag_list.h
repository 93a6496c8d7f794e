// Messages of small fixed content by one list of their tags, in the order in which they are sent:
//
//   struct NewBlockOnChain : ToClient<NewBlockOnChain> {
//     static constexpr NativeType kType = PackNative(service::kBlockNotification, 4);
//     static constexpr std::string_view kName = "BlockNotification.NewBlockOnChain";
//     Hash256 block_hash{};
//     std::int64_t height = 0;
//     static void Tags(auto& visit, auto& m) {
//       visit(common::kBlockHash, m.block_hash);
//       visit(common::kBlockHeight, m.height);
//     }
//   };
//
// Fields: std::int64_t ("int"), std::uint64_t ("num"), bool, double, std::string, Slice (shares the body's block),
// ByteArray<N> (must have that size), std::optional of these, std::vector of these (a repeated tag).
// Unknown tags are skipped; a value of an unexpected type reads as 0, false or empty (wire/flowee.md 8.1).
#pragma once

#include <string>

#include "core/wire/fields.h"
#include "dialects/flowee/native.h"
#include "dialects/flowee/messages/tag_name.h"
#include "dialects/flowee/token_reader.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {

// Of a tag that occurs twice the last value counts, unless said otherwise.
enum class Rule : std::uint8_t {
  kLastCounts,
  kFirstCounts,  // std::optional fields only
  kPresence,     // a bool that is sent only when true; readers test that it is there
  kAlias,        // read as the same field, never written
};

// Gives the current token of `tokens` to the field it belongs to.
class TagTaker {
 public:
  explicit TagTaker(const TokenReader& tokens) : tokens_(tokens) {}

  template <class T>
  void operator()(const TagName& name, T& field, Rule rule = Rule::kLastCounts) {
    if (tokens_.token().tag != name.tag || !status_.ok()) return;
    if constexpr (wire::IsOptional<T>::value) {
      if (rule == Rule::kFirstCounts && field.has_value()) return;
      Take(field.emplace());
    } else if constexpr (wire::IsList<T>::value) {
      Take(field.emplace_back());
    } else if constexpr (std::same_as<T, bool>) {
      field = rule == Rule::kPresence || tokens_.token().Bool();
    } else {
      Take(field);
    }
    if (!status_.ok()) status_.At(tokens_.begin()).In(name.name);
  }
  const Status& status() const { return status_; }

 private:
  template <class T>
  void Take(T& field) {
    const Token& token = tokens_.token();
    if constexpr (std::same_as<T, std::int64_t>) {
      field = token.Int();
    } else if constexpr (std::same_as<T, std::uint64_t>) {
      field = token.Num();
    } else if constexpr (std::same_as<T, bool>) {
      field = token.Bool();
    } else if constexpr (std::same_as<T, double>) {
      field = token.Double();
    } else if constexpr (std::same_as<T, std::string>) {
      field = token.String();
    } else if constexpr (std::same_as<T, Slice>) {
      field = tokens_.Data();
    } else {
      static_assert(wire::IsByteArray<T>::value, "this type cannot stand in a tag list");
      const Bytes raw = token.ByteArray();
      if (raw.size() != field.size()) {
        status_ = Status(Code::kBadValue, "has {} bytes, must have {}", raw.size(), field.size());
        return;
      }
      std::copy(raw.begin(), raw.end(), field.begin());
    }
  }

  const TokenReader& tokens_;
  Status status_;
};

class TagPutter {
 public:
  explicit TagPutter(Writer& out) : out_(out) {}

  template <class T>
  void operator()(const TagName& name, const T& field, Rule rule = Rule::kLastCounts) {
    if (rule == Rule::kAlias) return;
    if constexpr (wire::IsOptional<T>::value) {
      if (field.has_value()) Put(name, *field);
    } else if constexpr (wire::IsList<T>::value) {
      for (const auto& item : field) Put(name, item);
    } else if constexpr (std::same_as<T, bool>) {
      if (field || rule != Rule::kPresence) Put(name, field);
    } else {
      Put(name, field);
    }
  }

 private:
  template <class T>
  void Put(std::uint32_t tag, const T& field) {
    if constexpr (std::same_as<T, std::int64_t>) {
      PutInt(out_, tag, field);
    } else if constexpr (std::same_as<T, std::uint64_t>) {
      PutNum(out_, tag, field);
    } else if constexpr (std::same_as<T, bool>) {
      PutBool(out_, tag, field);
    } else if constexpr (std::same_as<T, double>) {
      PutDouble(out_, tag, field);
    } else if constexpr (std::same_as<T, std::string>) {
      PutString(out_, tag, field);
    } else {
      PutBytes(out_, tag, field);
    }
  }

  Writer& out_;
};

template <class M>
concept HasTags = requires(wire::AnyVisitor& visit, M& m) { M::Tags(visit, m); };

// Reads what `body` holds up to its end or its first broken token, which `broken` then tells of.
template <class M>
Result<M> ReadTags(Slice body, Status& broken) {
  M message;
  TokenReader tokens(std::move(body));
  while (tokens.Next()) {
    TagTaker take(tokens);
    M::Tags(take, message);
    if (!take.status().ok()) return take.status();
  }
  broken = tokens.status();
  return message;
}

template <class M>
struct WrittenByTags {
  void Write(Writer& out) const {
    TagPutter put(out);
    M::Tags(put, static_cast<const M&>(*this));
  }
};

// A request. What comes before a broken token counts (8.1), and byte arrays are views of any size, since the
// answer to a wrong one is an error message.
template <class M>
struct ToServer : WrittenByTags<M> {
  static Result<M> Read(Slice body) {
    Status broken;
    return ReadTags<M>(std::move(body), broken);
  }
};

// A reply or a notification: it must be whole.
template <class M>
struct ToClient : WrittenByTags<M> {
  static Result<M> Read(Slice body) {
    Status broken;
    Result<M> message = ReadTags<M>(std::move(body), broken);
    if (!broken.ok()) return broken;
    return message;
  }
};

// A message whose tags repeat, interleave or take effect in order *is* its token list; a typed reader stands
// beside it. `kFields` lists its tags.
template <class M>
struct TokenList {
  Slice tokens;

  static Result<M> Read(Slice body) {
    M message;
    message.tokens = std::move(body);
    return message;
  }
  void Write(Writer& out) const { out.Raw(tokens.bytes()); }
};

}  // namespace dragoman::flowee
