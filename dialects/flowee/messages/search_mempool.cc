#include "dialects/flowee/messages/search_mempool.h"

namespace dragoman::flowee::live_transactions {

TransactionOptions SearchMempool::Options() const {
  TransactionOptions options;
  TokenReader reader(tokens.bytes());
  while (reader.Next()) options.Take(reader.token());
  return options;
}

bool MempoolTerms::Next() {
  while (tokens_.Next()) {
    const Token& token = tokens_.token();
    if (token.tag != common::kTxId && token.tag != common::kBitcoinScriptHashed) continue;
    by_ = token.tag == common::kTxId ? By::kTxId : By::kScriptHash;
    hash_ = token.ByteArray();
    return true;
  }
  return false;
}

bool MempoolHits::Next() {
  hit_ = MempoolHit();
  const std::size_t from = tokens_.offset();
  while (tokens_.Next()) {
    if (tokens_.token().tag == kSeparator) {
      record_ = reply_.bytes().subspan(from, tokens_.begin() - from);
      return true;
    }
    TagTaker take(tokens_);
    MempoolHit::Tags(take, hit_);
  }
  if (tokens_.offset() > from) unfinished_ = Status(Code::kTruncated, "the last hit has no Separator").At(from);
  return false;
}

}  // namespace dragoman::flowee::live_transactions
