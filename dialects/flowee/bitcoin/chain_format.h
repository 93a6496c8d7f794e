// The Bitcoin Cash family for the chain service: blocks, work and block files of the Hub's
// networks.
#pragma once

#include "core/router/chain_format.h"

namespace dragoman::flowee::bitcoin {

class BitcoinChainFormat final : public ChainFormat {
 public:
  Slice Genesis(std::string_view network) const override;
  Result<BlockHeader> ReadHeader(Bytes block) const override;
  Result<std::vector<BlockTransaction>> ReadTransactions(Bytes block) const override;
  Result<BlockTransaction> ReadTransaction(Bytes transaction) const override;
  Status CheckWork(Bytes block, std::string_view network) const override;
  Hash256 ScriptKey(Bytes script) const override;
  std::string Display(const Hash256& hash) const override;
  Result<std::unique_ptr<BlockFile>> OpenFile(const std::string& path,
                                              std::string_view network) const override;
};

std::shared_ptr<const ChainFormat> MakeChainFormat();

}  // namespace dragoman::flowee::bitcoin
