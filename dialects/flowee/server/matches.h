// Which of the watched a transaction pays to or is, as the monitors tell it
// (wire/flowee.md 9.8, 9.11).
#pragma once

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/transaction.h"
#include "dialects/flowee/server/subscriptions.h"

namespace dragoman::flowee {

// Adds the outputs that pay to a watched script; of both kinds of message. True if there are any.
template <class Found>
bool AddMatches(const bitcoin::Transaction& transaction, const std::set<Hash256>& script_hashes,
                Found& found) {
  const std::size_t before = found.amounts.size();
  for (const BlockOutput& output : transaction.outputs) {
    const Hash256 script_hash = Sha256(output.script);
    if (!script_hashes.contains(script_hash)) continue;
    found.script_hashes.push_back(script_hash);
    found.amounts.push_back(output.amount);
  }
  return found.amounts.size() > before;
}

}  // namespace dragoman::flowee
