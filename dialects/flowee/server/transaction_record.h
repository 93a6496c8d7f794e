// Writes what a request wants to see of a transaction (wire/flowee.md 9.2; the order is that of the replies).
#pragma once

#include "dialects/flowee/bitcoin/transaction.h"
#include "dialects/flowee/messages/transaction_options.h"

namespace dragoman::flowee {

// GetTransaction sends all of a coinbase's input, GetBlock its script alone.
enum class CoinbaseInput : std::uint8_t { kScriptOnly, kWhole };

void WriteInputs(const bitcoin::Transaction& transaction, CoinbaseInput coinbase, Writer& out);
// Those that the options ask for; `only_outputs` counts.
void WriteOutputs(const bitcoin::Transaction& transaction, const TransactionOptions& options, Writer& out);

}  // namespace dragoman::flowee
