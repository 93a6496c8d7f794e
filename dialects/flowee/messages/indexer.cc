#include "dialects/flowee/messages/indexer.h"

namespace dragoman::flowee::indexer {

Result<FindAddress> FindAddress::Read(Slice body) {
  FindAddress find;
  TokenReader tokens(std::move(body));
  while (find.by == By::kNothing && tokens.Next()) {
    const std::uint32_t tag = tokens.token().tag;
    if (tag == common::kBitcoinScriptHashed) find.by = By::kScriptHash;
    if (tag == common::kBitcoinP2PKHAddress) find.by = By::kPublicKeyHash;
    if (find.by != By::kNothing) find.hash = tokens.Data();
  }
  return find;
}

void FindAddress::Write(Writer& out) const {
  if (by == By::kScriptHash) PutBytes(out, common::kBitcoinScriptHashed, hash);
  if (by == By::kPublicKeyHash) PutBytes(out, common::kBitcoinP2PKHAddress, hash);
}

Result<FindAddressReply> FindAddressReply::Read(Slice body) {
  FindAddressReply reply;
  Output output;
  TokenReader tokens(std::move(body));
  while (tokens.Next()) {
    const Token& token = tokens.token();
    switch (token.tag) {
      case common::kBlockHeight: output.height = token.Int(); break;
      case common::kOffsetInBlock: output.offset_in_block = token.Num(); break;
      case kOutIndex: output.index = token.Num(); break;
      case kSeparator: reply.outputs.push_back(output); break;
      default: break;
    }
  }
  if (!tokens.ok()) return tokens.status();
  return reply;
}

void FindAddressReply::Write(Writer& out) const {
  const Output* before = nullptr;
  for (const Output& output : outputs) {
    if (before == nullptr || before->height != output.height) PutInt(out, common::kBlockHeight, output.height);
    if (before == nullptr || before->offset_in_block != output.offset_in_block) {
      PutNum(out, common::kOffsetInBlock, output.offset_in_block);
    }
    PutNum(out, kOutIndex, output.index);
    PutSeparator(out);
    before = &output;
  }
}

}  // namespace dragoman::flowee::indexer
