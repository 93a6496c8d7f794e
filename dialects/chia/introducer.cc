#include "dialects/chia/introducer.h"

#include "core/router/peers.h"
#include "dialects/chia/say.h"
#include "dialects/chia/told_address.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr Duration kPatience = std::chrono::seconds(30);
constexpr std::size_t kMostInOne = 1000;

// Times that an introducer tells mean nothing, and it is no source of its own: each address counts as its own.
peers::Told Read(const Peer& peer, const RespondPeersIntroducer& told) {
  peers::Told news;
  if (told.peer_list.size() > kMostInOne) return news;
  for (const TimestampedPeerInfo& info : told.peer_list) {
    if (!IsLiteral(info.host.view()) || IsOfAnotherNetwork(peer, info.port)) continue;
    peers::Address& address = news.addresses.emplace_back();
    address.host = info.host.str();
    address.port = info.port;
  }
  return news;
}

// One that the user named among the peers is not dialed again and again.
Status Enough(const Peer& peer) {
  Status enough = peer.configured()
                      ? Status(Code::kUsage, "it is an introducer: it was asked for addresses and is no peer to keep")
                      : Status(Code::kClosed, "the introducer has told whom it knows");
  return enough.With(verdict::kUnsuitable);
}

}  // namespace

Task<Status> AskIntroducer(Peer& peer) {
  const RequestPeersIntroducer question;
  DRAGOMAN_CO_TRY(Say(peer, question));
  co_await peer.Sleep(kPatience);
  Status late(Code::kTimedOut, "the introducer told nobody within {} s",
              static_cast<std::uint64_t>(kPatience / std::chrono::seconds(1)));
  co_return late.With(verdict::kUnsuitable);
}

Task<Status> HearIntroducer(Peer& peer, const Received<RespondPeersIntroducer>& told) {
  peer.Tell(peers::kLearn, Read(peer, *told));
  peer.Close(Enough(peer));
  co_return Ok();
}

}  // namespace dragoman::chia
