#include "dialects/chia/follow.h"

#include <algorithm>

#include "core/router/chain.h"
#include "dialects/chia/announce.h"
#include "dialects/chia/fetch.h"
#include "dialects/chia/link.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/sync_turn.h"
#include "dialects/chia/tip.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr std::uint32_t kBacktrack = 20;      // so far ahead one block is asked for at a time
constexpr std::uint32_t kBatch = 32;          // blocks that one question moves on by
constexpr std::uint32_t kBehind = 5;          // how far below our peak a backtrack looks for the fork
constexpr Duration kTurnPause = std::chrono::milliseconds(200);

// A block is put where it belongs. Errors: kNotFound without its parent; a bad block, which is the giver's fault.
Task<Status> Accept(Peer& peer, Slice raw) {
  chain::Arrival arrival;
  arrival.raw = std::move(raw);
  arrival.from = peer.link().remote;
  for (;;) {
    const Result<chain::Accepted> accepted = co_await peer.Call(chain::kAccept, arrival);
    if (accepted.ok()) {
      if (accepted->outcome != chain::Outcome::kKnown) peer.NoteUseful();
      co_return Ok();
    }
    if (accepted.status().code() != Code::kOverload) {
      Status why = accepted.status();
      if (why.fault() == FaultClass::kPeer) why.With(verdict::kFailed);
      co_return why;
    }
    co_await peer.Sleep(kTurnPause);  // the store works off what it has
  }
}

Task<bool> Has(Peer& peer, Hash256 hash) {
  const chain::BlockQuery query = chain::ByHash(hash);
  const Result<chain::BlockRecord> record = co_await peer.Call(chain::kHeader, query);
  co_return record.ok();
}

bool StartsTheChain(Peer& peer, const BlockFacts& facts) {
  return facts.height == 0 && facts.previous == NetworkNamed(peer.context().network_name).genesis_challenge;
}

// From the announced height downwards until a block connects. kNotFound: none did within reach.
Task<Status> Backtrack(Peer& peer, std::uint32_t height, std::uint32_t own) {
  std::vector<Slice> blocks;
  const std::uint32_t lowest = own > kBehind ? own - kBehind : 0;
  for (;;) {
    Result<std::optional<Fetched>> fetched = co_await FetchBlock(peer, height, true);
    if (!fetched.ok()) co_return fetched.status();
    if (!fetched->has_value()) co_return Status(Code::kNotFound, "the peer gave a block of another height");
    const BlockFacts facts = (*fetched)->facts;
    blocks.push_back(std::move((*fetched)->raw));
    if (StartsTheChain(peer, facts)) break;
    const bool connects = co_await Has(peer, facts.previous);
    if (connects) break;
    if (height <= lowest) co_return Status(Code::kNotFound, "no block connects to our chain");
    --height;
  }
  for (auto raw = blocks.rbegin(); raw != blocks.rend(); ++raw) {
    DRAGOMAN_CO_TRY(co_await Accept(peer, *raw));
  }
  co_return Ok();
}

// What we sync from its start is a chain of our network.
Status CheckStart(Peer& peer, const Slice& raw) {
  const Result<BlockFacts> facts = FactsOf(raw);
  if (!facts.ok()) return facts.status();
  if (StartsTheChain(peer, *facts)) return Ok();
  Status foreign =
      Status::Because(Code::kBadValue, "its block 0 is not built on the genesis challenge of " + peer.context().network_name);
  return foreign.With(verdict::kFailed);
}

// Overlapping batches from `start` up. kNotFound: the first block does not connect.
Task<Status> SyncBatches(Peer& peer, std::uint32_t start, std::uint32_t target) {
  if (start > 0) {
    Result<std::optional<Fetched>> first = co_await FetchBlock(peer, start, false);
    if (!first.ok()) co_return first.status();
    if (!first->has_value()) co_return Status(Code::kNotFound, "the peer gave a block of another height");
    const Hash256 hash = (*first)->facts.hash;
    const Hash256 previous = (*first)->facts.previous;
    const bool known = co_await Has(peer, hash);
    const bool connects = known || co_await Has(peer, previous);
    if (!connects) co_return Status(Code::kNotFound, "no block connects to our chain");
  }
  std::uint32_t from = start;
  do {
    const std::uint32_t to = target - from > kBatch ? from + kBatch : target;
    Result<std::vector<Slice>> blocks = co_await FetchBlocks(peer, from, to);
    if (!blocks.ok()) co_return blocks.status();
    if (from == 0) DRAGOMAN_CO_TRY(CheckStart(peer, blocks->front()));
    for (const Slice& raw : *blocks) {
      Status accepted = co_await Accept(peer, raw);
      if (accepted.code() == Code::kNotFound) {
        Status loose(Code::kBadValue, "gives blocks that do not follow each other");
        accepted = loose.With(verdict::kFailed);
      }
      if (!accepted.ok()) co_return accepted;
    }
    from = to;
  } while (from < target);
  co_return Ok();
}

// A block that both chains have, for branches that parted long ago. The steps double, so that what is fetched again is
// about as long as the branch. Nothing: none of the blocks that were looked at is one.
Task<Result<std::optional<std::uint32_t>>> FindCommon(Peer& peer, std::uint32_t highest) {
  std::uint32_t height = highest;
  for (std::uint32_t step = kBatch; height > 0; step *= 2) {
    height -= std::min(height, step);
    Result<std::optional<Fetched>> at = co_await FetchBlock(peer, height, false);
    if (!at.ok()) co_return at.status();
    if (!at->has_value()) break;
    const Hash256 hash = (*at)->facts.hash;
    const bool known = co_await Has(peer, hash);
    if (known) co_return std::optional(height);
  }
  co_return std::optional<std::uint32_t>();
}

Task<Status> FetchUpTo(Peer& peer, const Peak& peak, SyncTurn::Hold& hold) {
  const std::optional<Tip> tip = co_await TipOf(peer);
  const std::uint32_t own = tip.has_value() ? tip->height : 0;
  const bool above = peak.height >= own;
  if (above && peak.height - own <= kBacktrack) {
    Status found = co_await Backtrack(peer, peak.height, own);
    if (found.code() != Code::kNotFound) co_return found;
  }
  hold.GoesFar();
  const bool short_chain = peak.height < NetworkNamed(peer.context().network_name).recent_blocks;
  if (!short_chain && above && tip.has_value()) {
    const std::uint32_t start = own > kBehind ? own - kBehind - 1 : 0;
    Status synced = co_await SyncBatches(peer, start, peak.height);
    if (synced.code() != Code::kNotFound) co_return synced;
  }
  std::uint32_t start = 0;
  if (!short_chain && tip.has_value()) {
    const Result<std::optional<std::uint32_t>> common = co_await FindCommon(peer, std::min(own, peak.height));
    if (!common.ok()) co_return common.status();
    start = common->value_or(0);
  }
  co_return co_await SyncBatches(peer, start, peak.height);
}

// How far this peer will bring us; also where that is no farther than we are, for whoever waits for the end of a sync.
void TellTarget(Peer& peer, std::int64_t height) {
  chain::Target target;
  target.height = height;
  target.peer = peer.link().remote;
  peer.Tell(chain::kTarget, target);
}

// Whether what this peer says counts for us (the section Trust).
bool Counts(Peer& peer) {
  Roster& roster = peer.Common<Roster>();
  if (HasUpstream(peer.context())) return peer.State<Link>().seat.upstream();
  if (roster.ToldTrust()) {
    event::Fault note;
    note.where = "trust";
    note.text = "no --peer is given: the heaviest chain that anybody announces is followed, and its consensus is not checked";
    peer.Publish(std::move(note));
  }
  return true;
}

Task<Status> Follow(Peer& peer, Peak peak) {
  SyncTurn& turn = peer.Common<SyncTurn>();
  for (;;) {
    const bool known = co_await Has(peer, peak.hash);
    const std::optional<Tip> tip = co_await TipOf(peer);
    if (tip.has_value() && (known || peak.weight < tip->weight)) {
      TellTarget(peer, std::min(peak.height, tip->height));
      co_return Ok();
    }
    {
      SyncTurn::Hold hold(turn);
      if (hold.has()) {
        TellTarget(peer, peak.height);
        Status fetched = co_await FetchUpTo(peer, peak, hold);
        co_return fetched;
      }
    }
    co_await peer.Sleep(kTurnPause);
  }
}

// What this peer announced last and we have not looked at.
struct Ahead {
  std::optional<Peak> newest;
  bool under_way = false;
};

// A sync may take hours: announcements that come meanwhile are noted as they come, and the newest is what follows.
Task<Status> FollowNewest(Peer& peer) {
  Ahead& ahead = peer.State<Ahead>();
  while (ahead.newest.has_value()) {
    const Peak peak = *std::exchange(ahead.newest, std::nullopt);
    Status followed = co_await Follow(peer, peak);
    // A chain that does not connect, or a store that has no room: the next announcement is another chance.
    if (!followed.ok() && followed.fault() == FaultClass::kPeer) co_return followed;
  }
  ahead.under_way = false;
  co_return Ok();
}

}  // namespace

void FollowAnnounced(Peer& peer) {
  const std::optional<Peak>& peak = peer.State<Link>().peak;
  const bool counts = peak.has_value() && peer.context().follow && Counts(peer);
  if (!counts) return;
  Ahead& ahead = peer.State<Ahead>();
  ahead.newest = peak;
  if (!std::exchange(ahead.under_way, true)) peer.Spawn(FollowNewest(peer));
}

Task<Status> FollowPeaks(Peer& peer, Inbox<NewPeak>& peaks) {
  for (;;) {
    auto heard = co_await peaks.Next();
    if (!heard.ok()) co_return heard.status();
    Peak peak;
    peak.hash = (*heard)->header_hash;
    peak.height = (*heard)->height;
    peak.weight = (*heard)->weight;
    Link& link = peer.State<Link>();
    link.peak = peak;
    link.seat.Announced(peak);
    FollowAnnounced(peer);
    for (const Roster::Member& member : peer.Common<Roster>().Members(NodeType::kFullNode)) {
      member.post([](Peer& other) { AnnounceWhatIsOwed(other); });
    }
  }
}

}  // namespace dragoman::chia
