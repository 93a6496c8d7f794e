#include "dialects/chia/rpc/chain_view.h"

#include <future>

namespace dragoman::chia::rpc {
namespace {

template <class Request, class Reply>
Result<Reply> Wait(const Context& context, const CallName<Request, Reply>& call, const Request& request) {
  const auto told = std::make_shared<std::promise<Result<Reply>>>();
  std::future<Result<Reply>> reply = told->get_future();
  context.router->Call<Request, Reply>(context.network, call, request,
                                       [told](Result<Reply> heard) { told->set_value(std::move(heard)); });
  return reply.get();
}

}  // namespace

Result<FullBlock> ChainView::Read(const chain::BlockQuery& query) const {
  const Result<chain::StoredBlock> stored = Wait(context_, chain::kBlock, query);
  if (!stored.ok()) return stored.status();
  return ReadMessage<FullBlock>(stored->raw);
}

std::optional<FullBlock> ChainView::Tip() const {
  const Result<chain::Tip> tip = Wait(context_, chain::kTip, chain::Nothing{});
  if (!tip.ok() || tip->height < 0) return std::nullopt;
  Result<FullBlock> block = Find(tip->hash);
  return block.ok() ? std::optional(*std::move(block)) : std::nullopt;
}

Result<FullBlock> ChainView::Find(const Hash256& hash) const { return Read(chain::ByHash(hash)); }

Result<FullBlock> ChainView::At(std::uint32_t height) const { return Read(chain::ByHeight(height)); }

Result<chain::BlockRecord> ChainView::Record(const Hash256& hash) const {
  return Wait(context_, chain::kHeader, chain::ByHash(hash));
}

Result<FullBlock> ChainView::TransactionBlockUpTo(FullBlock block) const {
  while (!block.reward_chain_block.is_transaction_block) {
    Result<FullBlock> before = Find(block.foliage.prev_block_hash);
    if (!before.ok()) return before;
    block = *std::move(before);
  }
  return block;
}

}  // namespace dragoman::chia::rpc
