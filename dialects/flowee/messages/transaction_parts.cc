#include "dialects/flowee/messages/transaction_parts.h"

#include <utility>

namespace dragoman::flowee {

// The script ends an input.
bool InputParts::Next() {
  input_ = InputPart();
  while (tokens_.Next()) {
    const Token& token = tokens_.token();
    switch (token.tag) {
      case block_chain::kTxInTxId: input_.tx_id = token.ByteArray(); break;
      case block_chain::kTxInOutIndex: input_.index = token.Int(); break;
      case block_chain::kTxInputScript: input_.script = token.ByteArray(); return true;
      default: break;
    }
  }
  return false;
}

// The index begins an output.
bool OutputParts::Next() {
  output_ = OutputPart();
  std::optional<std::int64_t> index = std::exchange(next_index_, std::nullopt);
  while (tokens_.Next()) {
    const Token& token = tokens_.token();
    if (token.tag == block_chain::kTxOutIndex) {
      if (index.has_value()) {
        next_index_ = token.Int();
        break;
      }
      index = token.Int();
      continue;
    }
    if (!index.has_value()) continue;
    switch (token.tag) {
      case block_chain::kTxOutAmount: output_.amount = token.Num(); break;
      case block_chain::kTxOutputScript: output_.script = token.ByteArray(); break;
      case block_chain::kTxOutAddress: output_.address = token.ByteArray(); break;
      case block_chain::kTxOutScriptHash: output_.script_hash = token.ByteArray(); break;
      default: break;
    }
  }
  output_.index = index.value_or(0);
  return index.has_value();
}

}  // namespace dragoman::flowee
