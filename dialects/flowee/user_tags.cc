#include "dialects/flowee/user_tags.h"

#include <algorithm>

#include "dialects/flowee/header_tags.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {
namespace {

bool IsStored(const Token& token) {
  return token.is_int32() && token.tag >= tag::kFirstUser && token.tag < tag::kUserEnd;
}

}  // namespace

void UserTags::Take(const TokenReader& tokens) {
  const Token& token = tokens.token();
  if (!IsStored(token)) return;
  if (token.tag == tag::kRequestId && !request_id_.has_value()) {
    request_id_ = static_cast<std::int32_t>(token.Int());
  }
  if (in_run_ && ExtendsRun(tokens)) {
    if (to_ == 0) from_ = tokens.begin();
    to_ = tokens.offset();
    last_tag_ = token.tag;
    return;
  }
  if (in_run_) {
    in_run_ = false;
    TokenReader run(packet_.bytes().subspan(from_, to_ - from_));
    while (run.Next()) stored_.push_back(run.token());
  }
  stored_.push_back(token);
}

bool UserTags::ExtendsRun(const TokenReader& tokens) const {
  if (!tokens.canonical()) return false;
  return to_ == 0 || (tokens.begin() == to_ && tokens.token().tag > last_tag_);
}

Slice UserTags::Collect() const {
  if (in_run_) return to_ == from_ ? Slice() : packet_.Sub(from_, to_ - from_);
  std::vector<Token> sorted = stored_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Token& a, const Token& b) { return a.tag < b.tag; });
  ByteVector written;
  Writer out(written);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i].tag != sorted[i - 1].tag) PutToken(out, sorted[i]);
  }
  return Slice::Copy(written);
}

void PutUserTags(Writer& out, Bytes user_tags, std::optional<std::int64_t> id) {
  std::size_t split = 0;  // where tag 11 belongs
  TokenReader tokens(user_tags);
  while (tokens.Next() && tokens.token().tag <= tag::kRequestId) {
    split = tokens.offset();
    if (tokens.token().tag == tag::kRequestId) id.reset();
  }
  out.Raw(user_tags.first(split));
  if (id.has_value()) PutInt(out, tag::kRequestId, *id);
  out.Raw(user_tags.subspan(split));
}

}  // namespace dragoman::flowee
