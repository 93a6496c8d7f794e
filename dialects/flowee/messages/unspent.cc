#include "dialects/flowee/messages/unspent.h"

namespace dragoman::flowee::live_transactions {

void OutputQuery::Write(Writer& out) const {
  if (tx_id.has_value()) PutBytes(out, common::kTxId, *tx_id);
  if (height.has_value()) PutInt(out, common::kBlockHeight, *height);
  if (offset_in_block.has_value()) PutInt(out, common::kOffsetInBlock, *offset_in_block);
  PutInt(out, kOutIndex, index);
}

bool OutputQueries::Next() {
  if (!more_) return false;
  query_ = OutputQuery();
  while (tokens_.Next()) {
    const Token& token = tokens_.token();
    switch (token.tag) {
      case common::kTxId: query_.tx_id = token.ByteArray(); break;
      case common::kBlockHeight: query_.height = token.Int(); break;
      case common::kOffsetInBlock: query_.offset_in_block = token.Int(); break;
      case kOutIndex:
        query_.index = token.Int();
        query_.index_is_number = token.is_number();
        break;
      case kSeparator: return true;
      default: break;
    }
  }
  more_ = false;
  return true;
}

void OutputAnswer::Write(Writer& out) const {
  TagPutter put(out);
  Tags(put, *this);
}

bool OutputAnswers::Next() {
  if (!more_) return false;
  answer_ = OutputAnswer();
  while (tokens_.Next()) {
    if (tokens_.token().tag == kSeparator) return true;
    TagTaker take(tokens_);
    OutputAnswer::Tags(take, answer_);
  }
  more_ = false;
  return tokens_.ok();
}

}  // namespace dragoman::flowee::live_transactions
