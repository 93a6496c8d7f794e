#include <deque>

#include "core/base/hex.h"
#include "core/router/chain.h"
#include "dialects/flowee/client/block_fetch.h"
#include "dialects/flowee/client/flows.h"
#include "dialects/flowee/messages/block_chain.h"

namespace dragoman::flowee {
namespace {

constexpr std::chrono::seconds kAskTimeout{30};
// A Hub's news may be lost (wire/flowee.md 7.3); its Indexer looks every two minutes, we a little more often.
constexpr std::chrono::seconds kPollInterval{30};
// How long to wait when our own store cannot keep up.
constexpr std::chrono::milliseconds kStoreBusy{20};
// Between two looks at a chain that turns while we read it, doubling: it may be the Hub's disk that does not give the
// block, and then asking again at once helps nobody.
constexpr std::chrono::milliseconds kFirstLookAgain{20};
constexpr std::chrono::milliseconds kLastLookAgain{2000};
// Blocks asked for ahead. A Hub queues 2000 replies to a connection (7.6).
constexpr std::size_t kAhead = 32;

struct CatchingUp {
  bool running = false;
  bool again = false;
};

// Whether we have the block that the peer has at this height, on the chain we follow or beside it: then we have all
// before it, too.
Task<Result<bool>> Known(Peer& peer, std::int64_t height) {
  ByteVector body;
  Writer out(body);
  PutInt(out, block_chain::kBlockHeight, height);
  block_chain::GetBlockHeader ask;
  ask.tokens = Slice::View(body);
  const auto theirs = co_await peer.Ask<block_chain::GetBlockHeaderReply>(ask, kAskTimeout);
  if (!theirs.ok()) co_return theirs.status();
  if (!(*theirs)->block_hash.has_value()) co_return false;
  const chain::BlockQuery query = chain::ByHash(*(*theirs)->block_hash);
  const Result<chain::BlockRecord> ours = co_await peer.Call(chain::kHeader, query);
  if (!ours.ok() && ours.status().code() != Code::kNotFound) co_return ours.status();
  co_return ours.ok();
}

// The highest block of the peer's that we have, not above `height`. Steps back twice as far each time, then halves what
// is between: a long reorganisation costs few questions, and no block is fetched that is there.
Task<Result<std::int64_t>> LastCommon(Peer& peer, std::int64_t height) {
  std::int64_t known = height;
  std::int64_t unknown = height + 1;
  for (std::int64_t step = 1; known > 0; step *= 2) {
    const Result<bool> have = co_await Known(peer, known);
    if (!have.ok()) co_return have.status();
    if (*have) break;
    unknown = known;
    known = std::max<std::int64_t>(0, known - step);
  }
  while (unknown - known > 1) {
    const std::int64_t middle = known + (unknown - known) / 2;
    const Result<bool> have = co_await Known(peer, middle);
    if (!have.ok()) co_return have.status();
    (*have ? known : unknown) = middle;
  }
  co_return known;
}

// Hands a block to the chain; waits while our own store is full.
Task<Status> Accept(Peer& peer, Slice block) {
  chain::Arrival arrival;
  arrival.raw = std::move(block);
  arrival.from = peer.link().remote;
  for (;;) {
    const Result<chain::Accepted> accepted = co_await peer.Call(chain::kAccept, arrival);
    if (accepted.ok()) co_return Ok();
    if (accepted.status().code() != Code::kOverload) co_return accepted.status();
    co_await peer.Sleep(kStoreBusy);
  }
}

// Blocks after `from` up to `to`, several under way at a time, taken in order.
Task<Status> FetchRange(Peer& peer, std::int64_t from, std::int64_t to) {
  std::deque<BlockFetch> under_way;
  std::int64_t next = from + 1;
  while (next <= to || !under_way.empty()) {
    while (next <= to && under_way.size() < kAhead) under_way.emplace_back(peer, next++);
    Result<Slice> block = co_await under_way.front().Take();
    if (!block.ok()) co_return block.status();
    under_way.pop_front();
    DRAGOMAN_CO_TRY(co_await Accept(peer, std::move(*block)));
  }
  co_return Ok();
}

Task<Status> FetchMissing(Peer& peer) {
  const block_chain::GetBlockCount ask;
  const auto count = co_await peer.Ask<block_chain::GetBlockCountReply>(ask, kAskTimeout);
  if (!count.ok()) co_return count.status();
  chain::Target target;
  target.height = (*count)->height;
  target.peer = peer.link().remote;
  peer.Tell(chain::kTarget, target);
  const chain::Nothing nothing;
  const Result<chain::Tip> tip = co_await peer.Call(chain::kTip, nothing);
  if (!tip.ok()) co_return tip.status();
  const Result<std::int64_t> common = co_await LastCommon(peer, std::min(tip->height, target.height));
  if (!common.ok()) co_return common.status();
  co_return co_await FetchRange(peer, *common, target.height);
}

// What changes while it runs is fetched by the same run.
Task<Status> CatchUp(Peer& peer) {
  CatchingUp& state = peer.State<CatchingUp>();
  state.again = true;
  if (state.running) co_return Ok();
  state.running = true;
  Status status;
  Duration pause = kFirstLookAgain;
  while (state.again && status.ok()) {
    state.again = false;
    status = co_await FetchMissing(peer);
    // The peer's chain turned while we read it: look again.
    if (status.code() == Code::kNotFound) {
      status = Ok();
      co_await peer.Sleep(pause);
      pause = std::min<Duration>(2 * pause, kLastLookAgain);
      state.again = true;
    }
  }
  state.running = false;
  co_return status;
}

}  // namespace

Task<Status> FollowChain(Peer& peer) {
  if (!peer.context().follow) co_return Ok();
  const block_notification::Subscribe subscribe;
  DRAGOMAN_CO_TRY(peer.Send(subscribe));
  for (;;) {
    DRAGOMAN_CO_TRY(co_await CatchUp(peer));
    co_await peer.Sleep(kPollInterval);
  }
}

Task<Status> HearBlocks(Peer& peer, Inbox<block_notification::NewBlockOnChain>& news) {
  for (;;) {
    const auto block = co_await news.Next();
    if (!block.ok()) co_return block.status();
    event::InventoryAnnounced announced;
    announced.kind = "block";
    announced.hash = (*block)->block_hash;
    announced.hash_display = ToHexReversed((*block)->block_hash);
    announced.height = (*block)->height;
    peer.Publish(std::move(announced));
    if (peer.context().follow) DRAGOMAN_CO_TRY(co_await CatchUp(peer));
  }
}

}  // namespace dragoman::flowee
