#include "dialects/chia/wallet/follow_coins.h"

#include "core/router/chain.h"
#include "dialects/chia/block_facts.h"
#include "dialects/chia/verdicts.h"
#include "dialects/chia/wallet/coin_book.h"

namespace dragoman::chia {
namespace {

constexpr Duration kTurnPause = std::chrono::milliseconds(10);
// Blocks at the end of a chain that are looked at before a long one is read from its start: on a network in use one of
// them has a generator.
constexpr std::int64_t kFirstLook = 64;
// Blocks read before others have their turn on this thread.
constexpr std::int64_t kInOneGo = 128;
// A chain that changes this often while it is read is not read.
constexpr int kMostChanges = 1000;

Status NoFirstBlock() {
  Status unknown(Code::kClosed,
                 "our chain does not begin with block 0, so we do not know all its coins and serve no wallets");
  return unknown.With(verdict::kUnsuitable).Next("import or sync the chain from its first block, or ask a full node of the network");
}

struct Looked {
  BlockFacts facts;
  BlockCoins coins;
};

Result<Looked> LookAt(const Slice& raw) {
  const Result<FullBlock> block = ReadMessage<FullBlock>(raw);
  if (!block.ok()) return Status::Because(Code::kStorage, "a block of our chain cannot be read: " + block.status().ToString());
  Looked looked;
  looked.facts = FactsOf(*block);
  looked.coins.hash = looked.facts.hash;
  looked.coins.created = CreatedCoins(*block);
  for (const EndOfSubSlotBundle& slot : block->finished_sub_slots) {
    looked.coins.ends_sub_epoch |= slot.challenge_chain.subepoch_summary_hash.has_value();
  }
  return looked;
}

Task<Result<Looked>> LookAtHeight(Peer& peer, std::int64_t height) {
  const chain::BlockQuery query = chain::ByHeight(height);
  const Result<chain::StoredBlock> block = co_await peer.Call(chain::kBlock, query);
  if (!block.ok()) co_return block.status();
  co_return LookAt(block->raw);
}

Task<bool> IsOnMain(Peer& peer, Hash256 hash) {
  const chain::BlockQuery query = chain::ByHash(hash);
  const Result<chain::BlockRecord> record = co_await peer.Call(chain::kHeader, query);
  co_return record.ok() && record->on_main;
}

// Told once, as every wallet that comes will be sent away for it.
Status Refuse(Peer& peer, CoinBook& book, Status why) {
  if (book.TellObstacle()) {
    event::Fault note;
    note.where = "wallets";
    note.text = why.ToString();
    peer.Publish(std::move(note));
  }
  return why;
}

Status Block(Peer& peer, CoinBook& book, const BlockFacts& facts) {
  book.Block({facts.hash, facts.height});
  return Refuse(peer, book, CoinsUnknown(facts.height));
}

// The blocks from the end that are not in the book yet, a few of them, before all are read.
Task<Status> LookAtEnd(Peer& peer, CoinBook& book, std::int64_t tip) {
  const std::int64_t known = book.height();
  if (tip - known <= kFirstLook) co_return Ok();
  for (std::int64_t height = tip; height > tip - kFirstLook; --height) {
    const Result<Looked> looked = co_await LookAtHeight(peer, height);
    if (looked.ok() && looked->facts.has_generator) co_return Block(peer, book, looked->facts);
  }
  co_return Ok();
}

// Upwards until `tip` or until the chain is another one than the book's.
Task<Status> ReadOn(Peer& peer, CoinBook& book, std::int64_t tip) {
  for (std::int64_t height = book.height() + 1; height <= tip; ++height) {
    if (height % kInOneGo == 0) co_await peer.Sleep(Duration::zero());
    const Result<Looked> looked = co_await LookAtHeight(peer, height);
    if (!looked.ok() && looked.status().code() != Code::kNotFound) co_return looked.status();
    if (!looked.ok()) co_return height == 0 ? Refuse(peer, book, NoFirstBlock()) : Ok();
    const std::optional<Hash256> top = book.top();
    if (top.has_value() && looked->facts.previous != *top) co_return Ok();
    if (looked->facts.has_generator) co_return Block(peer, book, looked->facts);
    book.Append(looked->coins);
  }
  co_return Ok();
}

Task<Status> CatchUp(Peer& peer, CoinBook& book) {
  for (int changes = 0; changes < kMostChanges; ++changes) {
    const chain::Nothing nothing;
    const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
    if (!tip.ok() || tip->height < 0) {
      book.Clear();
      co_return Ok();
    }
    const std::optional<CoinBook::Obstacle> obstacle = book.obstacle();
    if (obstacle.has_value()) {
      const bool still = co_await IsOnMain(peer, obstacle->block);
      if (still) co_return CoinsUnknown(static_cast<std::uint32_t>(obstacle->height));
      book.Unblock();
    }
    for (std::optional<Hash256> top = book.top(); top.has_value(); top = book.top()) {
      const bool still = co_await IsOnMain(peer, *top);
      if (still) break;
      book.DropTop();
    }
    if (book.top() == tip->hash) co_return Ok();
    DRAGOMAN_CO_TRY(co_await LookAtEnd(peer, book, tip->height));
    DRAGOMAN_CO_TRY(co_await ReadOn(peer, book, tip->height));
  }
  co_return Status(Code::kOverload, "the chain changed {} times while its coins were read", kMostChanges);
}

}  // namespace

Status CoinsUnknown(std::uint32_t height) {
  Status unknown(Code::kClosed,
                 "block {} of our chain has a generator: what it spends and creates only CLVM can tell, so we do not know "
                 "the coins of this chain and serve no wallets",
                 height);
  return unknown.With(verdict::kUnsuitable).Next("point wallets at a full node that validates");
}

std::vector<Coin> CreatedCoins(const FullBlock& block) {
  if (!block.transactions_info.has_value()) return {};
  return block.transactions_info->reward_claims_incorporated.ToVector();
}

Task<Status> FollowCoins(Peer& peer) {
  CoinBook& book = peer.Common<CoinBook>();
  for (;;) {
    {
      const SyncTurn::Hold hold(book.turn());
      if (hold.has()) {
        Status done = co_await CatchUp(peer, book);
        co_return done;
      }
    }
    co_await peer.Sleep(kTurnPause);
  }
}

}  // namespace dragoman::chia
