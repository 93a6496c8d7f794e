// A chain of readable blocks for tests. A block is a line of words:
//
//   b1 g 100 2 c1()50:alice t1(c0.0)20:bob,29:carol
//
// its name (the hash), its parent's, time, work, then transactions: name(spent
// outputs)amount:script,... A transaction that spends nothing is a coinbase. Work "x" is not met; a
// word "bad" is not a transaction.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/router/chain_format.h"

namespace dragoman::toy {

// Up to 32 letters, the rest zero; "-" is all zero.
Hash256 Named(std::string_view name);
Slice Block(std::string_view text);

// Network "toy" starts with kGenesis, any other is not known without import.
inline constexpr std::string_view kGenesis = "g - 10 7 c0()50:alice";

class ToyFormat final : public ChainFormat {
 public:
  Slice Genesis(std::string_view network) const override;
  Result<BlockHeader> ReadHeader(Bytes block) const override;
  Result<std::vector<BlockTransaction>> ReadTransactions(Bytes block) const override;
  // One word; it is counted with its length.
  Result<BlockTransaction> ReadTransaction(Bytes transaction) const override;
  Status CheckWork(Bytes block, std::string_view network) const override;
  Hash256 ScriptKey(Bytes script) const override;
  std::string Display(const Hash256& hash) const override;
  Result<std::unique_ptr<BlockFile>> OpenFile(const std::string& path,
                                              std::string_view network) const override;

  // Path to lines of blocks; a line "#" is where the file is broken.
  std::map<std::string, std::string> files;
};

}  // namespace dragoman::toy
