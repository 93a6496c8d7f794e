#include "dialects/flowee/messages/get_block.h"

namespace dragoman::flowee::block_chain {

BlockQuestion BlockQuestion::Of(Bytes request) {
  BlockQuestion question;
  TokenReader tokens(request);
  while (tokens.Next()) {
    const Token& token = tokens.token();
    BlockName name;
    if (TakeBlockName(token, BlockNames::GenericData::kIsHash, name)) question.block = name;
    if (token.tag == kReuseAddressFilter) question.by_address = token.Bool();
    if (token.tag == kFilterOnScriptType) question.script_types = token.Num();
    if (token.tag == kSetFilterScriptHash || token.tag == kAddFilterScriptHash) question.by_address = true;
    question.options.Take(token);
  }
  return question;
}

bool FilterSteps::Next() {
  while (tokens_.Next()) {
    const Token& token = tokens_.token();
    if (token.tag != kSetFilterScriptHash && token.tag != kAddFilterScriptHash) continue;
    replaces_ = token.tag == kSetFilterScriptHash;
    script_hash_ = token.ByteArray();
    return true;
  }
  return false;
}

BlockTransactions::BlockTransactions(Slice reply) : reply_(std::move(reply)), tokens_(reply_) {
  TokenReader head(reply_.bytes());
  while (head.Next()) {
    if (head.token().tag == kBlockHeight) {
      height_ = head.token().Int();
    } else if (head.token().tag == kBlockHash) {
      block_hash_ = head.token().ByteArray();
    } else {
      break;
    }
  }
}

bool BlockTransactions::Next() {
  offset_.reset();
  tx_id_ = {};
  full_ = {};
  std::size_t from = tokens_.offset();
  while (tokens_.Next()) {
    const Token& token = tokens_.token();
    switch (token.tag) {
      case kBlockHeight:
      case kBlockHash: from = tokens_.offset(); break;
      case kTxOffsetInBlock: offset_ = token.Num(); break;
      case kTxId: tx_id_ = token.ByteArray(); break;
      case kGenericByteData: full_ = tokens_.Data(); break;
      case kSeparator: record_ = reply_.bytes().subspan(from, tokens_.begin() - from); return true;
      default: break;
    }
  }
  if (tokens_.offset() > from) {
    unfinished_ = Status(Code::kTruncated, "the last transaction has no Separator").At(from);
  }
  return false;
}

}  // namespace dragoman::flowee::block_chain
