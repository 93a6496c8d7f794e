// TransactionOptions: what a request wants to see of each transaction (wire/flowee.md 9.2; service 2 shares it).
#pragma once

#include <optional>
#include <vector>

#include "dialects/flowee/messages/block_chain_tags.h"
#include "dialects/flowee/token.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {

struct TransactionOptions {
  bool tx_id = false;                 // 43
  std::optional<bool> offset;         // 44; the default differs by message
  std::optional<bool> full;           // 45
  bool inputs = false;                // 46
  bool output_amounts = false;        // 47
  bool output_scripts = false;        // 48
  bool outputs = false;               // 49: amounts and scripts
  bool output_addresses = false;      // 50
  bool output_script_hashes = false;  // 51
  std::vector<std::int64_t> only_outputs;  // 52; empty: all
  bool fee = false;                   // 53

  // Takes an option; false for any other token. Of one that occurs twice the last counts.
  bool Take(const Token& token);
  // Writes what differs from the default, in ascending tag order.
  void Write(Writer& out) const;

  bool WantsAmounts() const { return output_amounts || outputs; }
  bool WantsScripts() const { return output_scripts || outputs; }
  bool WantsAnyOutput() const {
    return WantsAmounts() || WantsScripts() || output_addresses || output_script_hashes;
  }
  bool WantsOutput(std::int64_t index) const;
  // By default when nothing smaller is asked for.
  bool WantsFull() const { return full.value_or(!tx_id && !inputs && !WantsAnyOutput()); }
};

}  // namespace dragoman::flowee
