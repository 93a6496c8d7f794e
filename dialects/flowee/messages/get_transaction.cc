#include "dialects/flowee/messages/get_transaction.h"

namespace dragoman::flowee::block_chain {

TransactionQuestion TransactionQuestion::Of(Bytes request) {
  TransactionQuestion question;
  TokenReader tokens(request);
  while (tokens.Next()) {
    const Token& token = tokens.token();
    BlockName name;
    if (TakeBlockName(token, BlockNames::GenericData::kIgnored, name)) question.block = name;
    if (token.tag == kTxOffsetInBlock) question.offset_in_block = token.Int();
    question.options.Take(token);
  }
  return question;
}

Result<TransactionAnswer> TransactionAnswer::Of(Slice reply) {
  TransactionAnswer answer;
  TokenReader tokens(std::move(reply));
  while (tokens.Next()) {
    TagTaker take(tokens);
    take(kTxId, answer.tx_id);
    take(kTxOffsetInBlock, answer.offset_in_block);
    take(kTxFees, answer.fees);
    take(kGenericByteData, answer.full);
  }
  if (!tokens.ok()) return tokens.status();
  return answer;
}

}  // namespace dragoman::flowee::block_chain
