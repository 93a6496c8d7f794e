// ChainView: blocks of the chain we follow, for a thread that may wait for them.
#pragma once

#include "core/peer/context.h"
#include "core/router/chain.h"
#include "dialects/chia/types/blocks.h"

namespace dragoman::chia::rpc {

class ChainView {
 public:
  explicit ChainView(const Context& context) : context_(context) {}

  const Context& context() const { return context_; }

  // The end of the chain; none where there is no block, or no chain at all.
  std::optional<FullBlock> Tip() const;
  // Any block that we have. kNotFound, or what the store says.
  Result<FullBlock> Find(const Hash256& hash) const;
  // One of the chain we follow.
  Result<FullBlock> At(std::uint32_t height) const;
  // What the index knows of any block that we have; kNotFound.
  Result<chain::BlockRecord> Record(const Hash256& hash) const;
  // A transaction block, this one or the nearest before it; kNotFound where our chain begins without one.
  Result<FullBlock> TransactionBlockUpTo(FullBlock block) const;

 private:
  Result<FullBlock> Read(const chain::BlockQuery& query) const;

  const Context& context_;
};

}  // namespace dragoman::chia::rpc
