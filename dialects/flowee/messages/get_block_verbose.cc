#include "dialects/flowee/messages/get_block_verbose.h"

namespace dragoman::flowee::block_chain {
namespace {

// The order of sending, around the transaction ids with their Separators.
void TagsBefore(auto& visit, auto& m) {
  visit(kBlockHash, m.block_hash);
  visit(kConfirmations, m.confirmations);
  visit(kSize, m.size);
  visit(kBlockHeight, m.height);
  visit(kVersion, m.version);
  visit(kMerkleRoot, m.merkle_root);
}

void TagsAfter(auto& visit, auto& m) {
  visit(kTime, m.time);
  visit(kMedianTime, m.median_time);
  visit(kNonce, m.nonce);
  visit(kBits, m.bits);
  visit(kDifficulty, m.difficulty);
  visit(kChainWork, m.chain_work);
  visit(kPrevBlockHash, m.prev_block_hash);
  visit(kNextBlockHash, m.next_block_hash);
}

}  // namespace

bool GetBlockVerbose::WantsVerbose() const {
  bool verbose = true;
  TokenReader reader(tokens.bytes());
  while (reader.Next()) {
    if (reader.token().tag == kVerbose) verbose = reader.token().Bool();
  }
  return verbose;
}

Result<GetBlockVerboseReply> GetBlockVerboseReply::Read(Slice body) {
  GetBlockVerboseReply reply;
  TokenReader tokens(std::move(body));
  while (tokens.Next()) {
    TagTaker take(tokens);
    take(kGenericByteData, reply.block);
    TagsBefore(take, reply);
    take(kTxId, reply.tx_ids);
    TagsAfter(take, reply);
    if (!take.status().ok()) return take.status();
  }
  if (!tokens.ok()) return tokens.status();
  return reply;
}

void GetBlockVerboseReply::Write(Writer& out) const {
  TagPutter put(out);
  if (block.has_value()) {
    put(kGenericByteData, block);
    return;
  }
  TagsBefore(put, *this);
  for (std::size_t i = 0; i < tx_ids.size(); ++i) {
    if (i > 0) PutSeparator(out);
    PutBytes(out, kTxId, tx_ids[i]);
  }
  TagsAfter(put, *this);
}

}  // namespace dragoman::flowee::block_chain
