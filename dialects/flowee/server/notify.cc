#include "dialects/flowee/server/notify.h"

#include "core/router/chain.h"
#include "core/router/pool.h"
#include "dialects/flowee/bitcoin/block.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/matches.h"
#include "dialects/flowee/server/news.h"

namespace dragoman::flowee {
namespace {

std::optional<News> NewsOf(const Event& event) {
  News news;
  if (const auto* step = std::get_if<event::ChainStep>(&event.body)) {
    if (step->step != "NEW" && step->step != "UNDO") return std::nullopt;
    news.kind = step->step == "NEW" ? News::Kind::kBlock : News::Kind::kBlockRemoved;
    news.hash = step->hash;
    news.height = step->height;
    news.removals_left = step->undos_left;
    return news;
  }
  if (const auto* step = std::get_if<event::PoolStep>(&event.body)) {
    if (step->step != "IN") return std::nullopt;
    news.kind = News::Kind::kTransaction;
    news.hash = step->hash;
    return news;
  }
  if (const auto* found = std::get_if<event::DoubleSpend>(&event.body)) {
    news.kind = News::Kind::kDoubleSpend;
    news.hash = found->hash;
    news.rival = found->rival;
    return news;
  }
  return std::nullopt;
}

// Both monitors of a transaction that is in no block.
Status TellUnconfirmed(Peer& peer, const bitcoin::Transaction& transaction) {
  const Subscriptions& wants = peer.State<Subscriptions>();
  if (wants.transactions.contains(transaction.id)) {
    transaction_monitor::TransactionFound found;
    found.matches.push_back({transaction.id, std::nullopt});
    DRAGOMAN_TRY(peer.Send(found));
  }
  address_monitor::TransactionFound found;
  found.tx_id = transaction.id;
  if (!AddMatches(transaction, wants.script_hashes, found)) return Ok();
  return peer.Send(found);
}

// All watched transactions of a block in one message, then one message for each that pays to a
// watched script.
Status TellConfirmed(Peer& peer, const bitcoin::ParsedBlock& block, std::int64_t height) {
  const Subscriptions& wants = peer.State<Subscriptions>();
  transaction_monitor::TransactionFound watched;
  for (const bitcoin::Transaction& transaction : block.transactions) {
    if (wants.transactions.contains(transaction.id))
      watched.matches.push_back({transaction.id, transaction.offset});
  }
  watched.height = height;
  if (!watched.matches.empty()) DRAGOMAN_TRY(peer.Send(watched));
  for (const bitcoin::Transaction& transaction : block.transactions) {
    address_monitor::TransactionFound found;
    if (!AddMatches(transaction, wants.script_hashes, found)) continue;
    found.tx_id = transaction.id;
    found.offset_in_block = transaction.offset;
    found.height = height;
    DRAGOMAN_TRY(peer.Send(found));
  }
  return Ok();
}

Task<Status> TellBlock(Peer& peer, const News& news) {
  const Subscriptions& wants = peer.State<Subscriptions>();
  if (wants.WantsTransactions()) {
    const chain::BlockQuery query = chain::ByHash(news.hash);
    const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, query);
    if (!block.ok()) co_return Status(Code::kStorage, "a block that was to be told cannot be read");
    const Result<bitcoin::ParsedBlock> parsed = bitcoin::ParseBlock(block->raw);
    if (parsed.ok()) DRAGOMAN_CO_TRY(TellConfirmed(peer, *parsed, news.height));
  }
  if (!wants.blocks) co_return Ok();
  block_notification::NewBlockOnChain told;
  told.block_hash = news.hash;
  told.height = news.height;
  co_return peer.Send(told);
}

Status TellUnmined(Peer& peer, Bytes block) {
  const Result<bitcoin::ParsedBlock> parsed = bitcoin::ParseBlock(block);
  if (!parsed.ok()) return Ok();
  for (const bitcoin::Transaction& transaction : parsed->transactions) {
    if (!transaction.IsCoinbase()) DRAGOMAN_TRY(TellUnconfirmed(peer, transaction));
  }
  return Ok();
}

// All blocks of one reorganisation in one message, then their transactions, which are in no block
// for now.
Task<Status> TellRemoved(Peer& peer, const std::vector<News>& removed) {
  const Subscriptions& wants = peer.State<Subscriptions>();
  if (wants.blocks) {
    block_notification::BlocksRemoved told;
    for (const News& news : removed) told.blocks.push_back({news.hash, news.height});
    DRAGOMAN_CO_TRY(peer.Send(told));
  }
  if (!wants.WantsTransactions()) co_return Ok();
  for (const News& news : removed) {
    const chain::BlockQuery query = chain::ByHash(news.hash);
    const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, query);
    if (!block.ok()) co_return Status(Code::kStorage, "a block that was to be told cannot be read");
    DRAGOMAN_CO_TRY(TellUnmined(peer, block->raw));
  }
  co_return Ok();
}

Task<Status> TellTransaction(Peer& peer, const News& news) {
  if (!peer.State<Subscriptions>().WantsTransactions()) co_return Ok();
  pool::Query query;
  query.id = news.hash;
  const Result<pool::Record> record = co_await peer.Call(pool::kGet, query);
  if (!record.ok()) co_return Ok();  // a block has it already, and will be told
  const Result<bitcoin::Transaction> transaction = bitcoin::ParseTransaction(record->raw.bytes());
  if (!transaction.ok()) co_return Ok();
  co_return TellUnconfirmed(peer, *transaction);
}

Status TellRivals(Peer& peer, const pool::Record& record, const bitcoin::Transaction& first,
                  const bitcoin::Transaction& rival) {
  const Subscriptions& wants = peer.State<Subscriptions>();
  if (wants.transactions.contains(first.id)) {
    transaction_monitor::DoubleSpendFound found;
    found.tx_ids = {first.id};
    found.transaction = record.rival;
    DRAGOMAN_TRY(peer.Send(found));
  }
  if (wants.transactions.contains(rival.id)) {
    transaction_monitor::DoubleSpendFound found;
    found.tx_ids = {rival.id, first.id};
    found.transaction = record.rival;
    DRAGOMAN_TRY(peer.Send(found));
  }
  address_monitor::DoubleSpendFound found;
  const bool pays_first = AddMatches(first, wants.script_hashes, found);
  const bool pays_rival = AddMatches(rival, wants.script_hashes, found);
  if (pays_first || pays_rival) {
    found.tx_id = first.id;
    found.transaction = record.rival;
    DRAGOMAN_TRY(peer.Send(found));
  }
  if (!wants.double_spends) return Ok();
  double_spend_notification::NewDoubleSpend told;
  told.tx_id = first.id;
  told.transaction = record.rival;
  return peer.Send(told);
}

Task<Status> TellDoubleSpend(Peer& peer, const News& news) {
  const Subscriptions& wants = peer.State<Subscriptions>();
  if (!wants.double_spends && !wants.WantsTransactions()) co_return Ok();
  pool::Query query;
  query.id = news.hash;
  const Result<pool::Record> record = co_await peer.Call(pool::kGet, query);
  if (!record.ok()) co_return Ok();  // the first was mined meanwhile: it has won
  const Result<bitcoin::Transaction> first = bitcoin::ParseTransaction(record->raw.bytes());
  const Result<bitcoin::Transaction> rival = bitcoin::ParseTransaction(record->rival.bytes());
  if (!first.ok() || !rival.ok()) co_return Ok();
  co_return TellRivals(peer, *record, *first, *rival);
}

}  // namespace

void ListenForNews(Peer& peer) {
  Subscriptions& subscriptions = peer.State<Subscriptions>();
  const bool already = std::exchange(subscriptions.listening, true);
  if (already || !peer.inbound()) return;  // whom we have dialed serves us, not we them
  NewsQueue& queue = peer.State<NewsQueue>();
  peer.Listen([&peer, &queue](const Event& event) {
    const std::optional<News> news = NewsOf(event);
    if (!news.has_value()) return;
    if (queue.size() < hub::kMaxNews && peer.unsent() <= hub::kMaxUnsent) return queue.Push(*news);
    peer.Close(Status(Code::kOverload, "the subscriber does not take its news"));
  });
}

Task<Status> NotifySubscriber(Peer& peer) {
  NewsQueue& queue = peer.State<NewsQueue>();
  std::vector<News> removed;
  for (;;) {
    const News news = co_await queue.Next();
    switch (news.kind) {
      case News::Kind::kBlock:
        DRAGOMAN_CO_TRY(co_await TellBlock(peer, news));
        break;
      case News::Kind::kTransaction:
        DRAGOMAN_CO_TRY(co_await TellTransaction(peer, news));
        break;
      case News::Kind::kDoubleSpend:
        DRAGOMAN_CO_TRY(co_await TellDoubleSpend(peer, news));
        break;
      case News::Kind::kBlockRemoved:
        removed.push_back(news);
        if (news.removals_left > 0) break;
        DRAGOMAN_CO_TRY(co_await TellRemoved(peer, removed));
        removed.clear();
        break;
    }
  }
}

}  // namespace dragoman::flowee
