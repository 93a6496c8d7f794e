#include "dialects/chia/greet.h"

#include "dialects/chia/acquaintance.h"
#include "dialects/chia/announce.h"
#include "dialects/chia/introducer.h"
#include "dialects/chia/link.h"
#include "dialects/chia/mempool.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/peer_exchange.h"
#include "dialects/chia/say.h"
#include "dialects/chia/verdicts.h"
#include "dialects/chia/version.h"
#include "dialects/chia/wallet/door.h"

namespace dragoman::chia {
namespace {

constexpr Duration kLookEvery = std::chrono::seconds(600);
constexpr Duration kFirstLook = std::chrono::seconds(300);
constexpr Duration kLongestSilence = std::chrono::seconds(1800);

// Releases before 2.6.0 answer a request for their mempool with the transactions themselves (wire/chia.md 16.4); what is
// no version counts as one of those.
constexpr std::string_view kAnnouncesItsMempool = "2.6.0";
constexpr std::size_t kMostPresents = 200;

bool GivesItsMempool(std::string_view software_version) {
  const Result<Version> theirs = Version::Parse(software_version);
  return !theirs.ok() || *theirs < *Version::Parse(kAnnouncesItsMempool);
}

// The place among the others is given up with the link, not with the memory of it.
class Company {
 public:
  explicit Company(Link& link) : link_(link) {}
  ~Company() {
    link_.seat = {};
    link_.acquaintance = {};
  }
  Company(const Company&) = delete;
  Company& operator=(const Company&) = delete;

 private:
  Link& link_;
};

Task<Status> GreetFullNode(Peer& peer, std::optional<Tip> tip) {
  const bool synced = co_await Synced(peer);
  if (tip.has_value() && synced) {
    RequestMempoolTransactions ours;
    ours.filter = peer.Common<Mempool>().Filter(peer.Now());
    DRAGOMAN_CO_TRY(Say(peer, ours));
    Link& link = peer.State<Link>();
    if (GivesItsMempool(link.software_version)) link.presents = kMostPresents;
  }
  if (tip.has_value()) DRAGOMAN_CO_TRY(co_await AnnounceFirst(peer, *tip));
  if (peer.inbound()) co_return RelayNewcomer(peer);
  const RequestPeers question;
  co_return Say(peer, question);
}

}  // namespace

Task<Status> Greet(Peer& peer) {
  const Link& link = peer.State<Link>();
  if (!peer.context().follow) co_return Ok();
  if (link.type == NodeType::kIntroducer && !peer.inbound()) co_return co_await AskIntroducer(peer);
  if (link.type != NodeType::kFullNode && link.type != NodeType::kWallet) co_return Ok();
  AnnounceFromNowOn(peer);  // before the tip is read: a block that comes meanwhile is not missed
  const std::optional<Tip> tip = co_await TipOf(peer);
  if (link.type == NodeType::kFullNode) co_return co_await GreetFullNode(peer, tip);
  DRAGOMAN_CO_TRY(co_await CheckCoinsAreKnown(peer));
  if (!tip.has_value()) co_return Ok();
  co_return co_await AnnounceFirst(peer, *tip);
}

// The first look is early, so that a silent link ends between the 30th and the 40th minute.
Task<Status> KeepCompany(Peer& peer) {
  Link& link = peer.State<Link>();
  const Company company(link);
  co_await peer.Sleep(kFirstLook);
  for (;;) {
    if (link.type == NodeType::kFullNode) {
      if (peer.Now() - link.heard_at->load() > kLongestSilence) {
        Status silent(Code::kTimedOut, "nothing was heard for more than {} s",
                      static_cast<std::uint64_t>(kLongestSilence / std::chrono::seconds(1)));
        co_return silent.With(verdict::kUnsuitable);
      }
      if (!peer.inbound() && peer.Now() - link.heard_at->load() <= kLookEvery) TellItIsThere(peer);
      const RequestPeers question;
      if (peer.context().follow) DRAGOMAN_CO_TRY(Say(peer, question));
    }
    co_await peer.Sleep(kLookEvery);
  }
}

}  // namespace dragoman::chia
