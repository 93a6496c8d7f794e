#include "dialects/flowee/messages/block_chain.h"

namespace dragoman::flowee::block_chain {

Result<GetBlockHeaderReply> GetBlockHeaderReply::Read(Slice body) {
  GetBlockHeaderReply reply;
  TokenReader tokens(std::move(body));
  while (tokens.Next()) {
    if (tokens.token().tag == kSeparator) ++reply.separators;
    TagTaker take(tokens);
    Tags(take, reply);
    if (!take.status().ok()) return take.status();
  }
  if (!tokens.ok()) return tokens.status();
  return reply;
}

void GetBlockHeaderReply::Write(Writer& out) const {
  for (std::size_t i = 0; i < separators; ++i) PutSeparator(out);
  TagPutter put(out);
  Tags(put, *this);
}

}  // namespace dragoman::flowee::block_chain
