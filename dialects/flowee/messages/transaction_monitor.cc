#include "dialects/flowee/messages/transaction_monitor.h"

namespace dragoman::flowee::transaction_monitor {

// An id begins a match, its offset follows.
Result<TransactionFound> TransactionFound::Read(Slice body) {
  TransactionFound found;
  TokenReader tokens(std::move(body));
  while (tokens.Next()) {
    TagTaker take(tokens);
    take(common::kBlockHeight, found.height);
    if (tokens.token().tag == common::kTxId) found.matches.emplace_back();
    if (!found.matches.empty()) {
      take(common::kTxId, found.matches.back().tx_id);
      take(common::kOffsetInBlock, found.matches.back().offset_in_block);
    }
    if (!take.status().ok()) return take.status();
  }
  if (!tokens.ok()) return tokens.status();
  return found;
}

void TransactionFound::Write(Writer& out) const {
  TagPutter put(out);
  for (const Match& match : matches) {
    put(common::kTxId, match.tx_id);
    put(common::kOffsetInBlock, match.offset_in_block);
  }
  put(common::kBlockHeight, height);
}

}  // namespace dragoman::flowee::transaction_monitor
