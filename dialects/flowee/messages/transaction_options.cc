#include "dialects/flowee/messages/transaction_options.h"

#include <algorithm>

namespace dragoman::flowee {
namespace {

void PutIfTrue(Writer& out, const TagName& tag, bool value) {
  if (value) PutBool(out, tag, true);
}
void PutIfSet(Writer& out, const TagName& tag, const std::optional<bool>& value) {
  if (value.has_value()) PutBool(out, tag, *value);
}

}  // namespace

bool TransactionOptions::Take(const Token& token) {
  switch (token.tag) {
    case block_chain::kIncludeTxId: tx_id = token.Bool(); return true;
    case block_chain::kIncludeOffsetInBlock: offset = token.Bool(); return true;
    case block_chain::kFullTransactionData: full = token.Bool(); return true;
    case block_chain::kIncludeInputs: inputs = token.Bool(); return true;
    case block_chain::kIncludeOutputAmounts: output_amounts = token.Bool(); return true;
    case block_chain::kIncludeOutputScripts: output_scripts = token.Bool(); return true;
    case block_chain::kIncludeOutputs: outputs = token.Bool(); return true;
    case block_chain::kIncludeOutputAddresses: output_addresses = token.Bool(); return true;
    case block_chain::kIncludeOutputScriptHash: output_script_hashes = token.Bool(); return true;
    case block_chain::kFilterOutputIndex: only_outputs.push_back(token.Int()); return true;
    case block_chain::kIncludeTxFee: fee = token.Bool(); return true;
    default: return false;
  }
}

void TransactionOptions::Write(Writer& out) const {
  PutIfTrue(out, block_chain::kIncludeTxId, tx_id);
  PutIfSet(out, block_chain::kIncludeOffsetInBlock, offset);
  PutIfSet(out, block_chain::kFullTransactionData, full);
  PutIfTrue(out, block_chain::kIncludeInputs, inputs);
  PutIfTrue(out, block_chain::kIncludeOutputAmounts, output_amounts);
  PutIfTrue(out, block_chain::kIncludeOutputScripts, output_scripts);
  PutIfTrue(out, block_chain::kIncludeOutputs, outputs);
  PutIfTrue(out, block_chain::kIncludeOutputAddresses, output_addresses);
  PutIfTrue(out, block_chain::kIncludeOutputScriptHash, output_script_hashes);
  for (const std::int64_t index : only_outputs) PutInt(out, block_chain::kFilterOutputIndex, index);
  PutIfTrue(out, block_chain::kIncludeTxFee, fee);
}

bool TransactionOptions::WantsOutput(std::int64_t index) const {
  return only_outputs.empty() || std::find(only_outputs.begin(), only_outputs.end(), index) != only_outputs.end();
}

}  // namespace dragoman::flowee
