#include "dialects/flowee/server/transaction_record.h"

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/script.h"

namespace dragoman::flowee {

void WriteInputs(const bitcoin::Transaction& transaction, CoinbaseInput coinbase, Writer& out) {
  const bool script_only = coinbase == CoinbaseInput::kScriptOnly && transaction.IsCoinbase();
  for (const bitcoin::Input& input : transaction.inputs) {
    if (!script_only) {
      PutBytes(out, block_chain::kTxInTxId, input.spends.transaction);
      // A coinbase's index goes as -1, and so it does here.
      PutInt(out, block_chain::kTxInOutIndex, static_cast<std::int32_t>(input.spends.index));
    }
    PutBytes(out, block_chain::kTxInputScript, input.script);
  }
}

void WriteOutputs(const bitcoin::Transaction& transaction, const TransactionOptions& options, Writer& out) {
  if (!options.WantsAnyOutput()) return;
  std::int64_t index = -1;
  for (const BlockOutput& output : transaction.outputs) {
    ++index;
    if (!options.WantsOutput(index)) continue;
    PutInt(out, block_chain::kTxOutIndex, index);
    if (options.WantsAmounts()) PutNum(out, block_chain::kTxOutAmount, output.amount);
    if (options.WantsScripts()) PutBytes(out, block_chain::kTxOutputScript, output.script);
    if (options.output_addresses) {
      const std::optional<ByteArray<20>> address = bitcoin::AddressOf(output.script);
      if (address.has_value()) PutBytes(out, block_chain::kTxOutAddress, *address);
    }
    if (options.output_script_hashes) PutBytes(out, block_chain::kTxOutScriptHash, Sha256(output.script));
  }
}

}  // namespace dragoman::flowee
