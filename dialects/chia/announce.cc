#include "dialects/chia/announce.h"

#include "core/router/event.h"
#include "dialects/chia/link.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/say.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/sync_turn.h"
#include "dialects/chia/wallet/pushes.h"
#include "dialects/chia/weight_proofs.h"

namespace dragoman::chia {
namespace {

constexpr Duration kPause = std::chrono::milliseconds(20);
// A node that is less than this behind syncs without a proof (wire/chia.md 16.1).
constexpr std::uint32_t kNear = 300;

struct Announcer {
  std::optional<Hash256> told;
  bool pending = false;
  bool owed = false;  // it would have to ask for a proof that nobody had
  std::uint32_t fork = ~std::uint32_t{0};
};

// Several steps of one reorganisation, and the blocks of a sync under way, are one announcement.
Task<Status> AnnounceSoon(Peer& peer) {
  Announcer& announcer = peer.State<Announcer>();
  const SyncTurn& turn = peer.Common<SyncTurn>();
  do {
    co_await peer.Sleep(kPause);
  } while (turn.taken());
  announcer.pending = false;
  const std::uint32_t fork = std::exchange(announcer.fork, ~std::uint32_t{0});
  const std::optional<Tip> tip = co_await TipOf(peer);
  if (!tip.has_value() || announcer.told == tip->hash) co_return Ok();
  announcer.told = tip->hash;
  co_return co_await Announce(peer, *tip, std::min(fork, tip->height));
}

bool NeedsNoProof(Peer& peer, const Tip& tip) {
  if (tip.height < NetworkNamed(peer.context().network_name).recent_blocks) return true;
  const std::optional<Peak>& peak = peer.State<Link>().peak;
  return peak.has_value() && tip.height < std::uint64_t{peak->height} + kNear;
}

}  // namespace

void AnnounceFromNowOn(Peer& peer) {
  peer.Listen([&peer](const Event& event) {
    const auto* step = std::get_if<event::ChainStep>(&event.body);
    if (step == nullptr) return;
    Announcer& announcer = peer.State<Announcer>();
    const auto below = static_cast<std::uint32_t>(std::max<std::int64_t>(step->height - 1, 0));
    announcer.fork = std::min(announcer.fork, below);
    if (!std::exchange(announcer.pending, true)) peer.Spawn(AnnounceSoon(peer));
  });
}

void AnnounceWhatIsOwed(Peer& peer) {
  Announcer& announcer = peer.State<Announcer>();
  if (std::exchange(announcer.owed, false) && !std::exchange(announcer.pending, true)) peer.Spawn(AnnounceSoon(peer));
}

Task<Status> AnnounceFirst(Peer& peer, Tip tip) {
  Announcer& announcer = peer.State<Announcer>();
  if (announcer.told.has_value()) co_return Ok();
  announcer.told = tip.hash;
  co_return co_await Announce(peer, tip, tip.height);
}

Task<Status> Announce(Peer& peer, Tip tip, std::uint32_t fork) {
  const Link& link = peer.State<Link>();
  if (link.type == NodeType::kWallet) co_return co_await PushToWallet(peer, tip, fork);
  if (link.type != NodeType::kFullNode) co_return Ok();
  if (link.peak.has_value() && link.peak->hash == tip.hash) co_return Ok();
  if (!NeedsNoProof(peer, tip) && !peer.Common<WeightProofs>().Available(tip.hash, peer.Common<Roster>())) {
    Announcer& announcer = peer.State<Announcer>();
    announcer.told.reset();
    announcer.owed = true;
    co_return Ok();
  }
  NewPeak peak;
  peak.header_hash = tip.hash;
  peak.height = tip.height;
  peak.weight = tip.weight;
  peak.fork_point_with_previous_peak = fork;
  peak.unfinished_reward_block_hash = tip.unfinished_hash;
  co_return Say(peer, peak);
}

}  // namespace dragoman::chia
