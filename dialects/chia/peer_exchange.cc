#include "dialects/chia/peer_exchange.h"

#include <algorithm>

#include "core/router/peers.h"
#include "dialects/chia/link.h"
#include "dialects/chia/relay_targets.h"
#include "dialects/chia/say.h"
#include "dialects/chia/told_address.h"

namespace dragoman::chia {
namespace {

constexpr std::size_t kMostInOne = 1000;
constexpr std::size_t kMostInADay = 3000;  // from one host
constexpr std::int64_t kOldestSense = 100'000'000;
constexpr std::int64_t kFuture = 600;                // seconds
constexpr std::int64_t kGuess = 5 * 86'400;          // how old an address is taken to be whose time makes no sense
constexpr std::int64_t kFresh = 600;                 // seconds; so young an address travels on
constexpr std::size_t kNewcomerTo = 1;
constexpr std::size_t kFreshTo = 2;

std::int64_t UnixNow(const Peer& peer) { return peer.context().clock->WallNanos() / 1'000'000'000; }

RespondPeers Single(const peers::Address& address) {
  TimestampedPeerInfo info;
  info.host = address.host;
  info.port = address.port;
  info.timestamp = static_cast<std::uint64_t>(address.seen);
  RespondPeers message;
  message.peer_list = {info};
  return message;
}

// Addresses; it knows them only if its limits let them through.
void TellIt(Peer& peer, const Envelope& envelope, const std::vector<std::string>& hosts) {
  const Result<bool> said = SayAtOnce(peer, envelope);
  if (!said.ok()) return peer.Close(said.status());
  if (!*said) return;
  const std::string host(HostOf(peer.link().remote));
  const std::uint16_t port = peer.State<Link>().server_port;
  for (const std::string& known : hosts) peer.Common<RelayTargets>().Knows(host, port, known, UnixNow(peer));
}

void Relay(Peer& peer, const peers::Address& address, std::size_t most) {
  const RespondPeers message = Single(address);
  const Envelope envelope = QuestionOf(message);
  std::vector<Roster::Member> members = peer.Common<Roster>().Members(NodeType::kFullNode);
  for (const Roster::Member& member :
       peer.Common<RelayTargets>().Choose(address.host, std::move(members), most, UnixNow(peer))) {
    member.post([envelope, host = address.host](Peer& other) { TellIt(other, envelope, {host}); });
  }
}

// Those that are worth keeping, with times that make sense.
std::vector<peers::Address> Sensible(const Peer& peer, const RespondPeers& told) {
  const std::int64_t now = UnixNow(peer);
  std::vector<peers::Address> addresses;
  for (const TimestampedPeerInfo& info : told.peer_list) {
    if (!IsLiteral(info.host.view()) || IsOfAnotherNetwork(peer, info.port)) continue;
    peers::Address address;
    address.host = info.host.str();
    address.port = info.port;
    const bool sense = info.timestamp >= kOldestSense && info.timestamp <= static_cast<std::uint64_t>(now + kFuture);
    address.seen = sense ? static_cast<std::int64_t>(info.timestamp) : now - kGuess;
    addresses.push_back(std::move(address));
  }
  return addresses;
}

}  // namespace

Task<Status> AnswerRequestPeers(Peer& peer, const Received<RequestPeers>& request) {
  const peers::SampleQuery query;
  const Result<peers::Sample> sample = co_await peer.Call(peers::kSample, query);
  std::vector<TimestampedPeerInfo> list;
  std::vector<std::string> hosts;
  if (sample.ok()) {
    for (const peers::Address& address : *sample) {
      if (IsOfAnotherNetwork(peer, address.port)) continue;
      TimestampedPeerInfo& info = list.emplace_back();
      info.host = address.host;
      info.port = address.port;
      info.timestamp = static_cast<std::uint64_t>(address.seen);
      hosts.push_back(address.host);
    }
  }
  RespondPeers answer;
  answer.peer_list = list;
  Envelope envelope = QuestionOf(answer);
  envelope.id = request.envelope().id;
  TellIt(peer, envelope, hosts);
  co_return Ok();
}

Task<Status> HearPeers(Peer& peer, const Received<RespondPeers>& told) {
  const std::size_t count = told->peer_list.size();
  const std::string host(HostOf(peer.link().remote));
  const std::int64_t now = UnixNow(peer);
  RelayTargets& targets = peer.Common<RelayTargets>();
  if (count > kMostInOne || targets.CountTold(host, count, now) > kMostInADay) co_return Ok();
  peers::Told news;
  news.by = host;
  news.addresses = Sensible(peer, *told);
  for (const peers::Address& address : news.addresses) {
    targets.Knows(host, peer.State<Link>().server_port, address.host, now);
  }
  const bool travels = count == 1 && news.addresses.size() == 1 && now - news.addresses.front().seen <= kFresh;
  if (travels) Relay(peer, news.addresses.front(), kFreshTo);
  peer.Tell(peers::kLearn, news);
  co_return Ok();
}

Status RelayNewcomer(Peer& peer) {
  const Link& link = peer.State<Link>();
  peers::Address address;
  address.host = HostOf(peer.link().remote);
  address.port = link.server_port;
  address.seen = UnixNow(peer);
  peers::Told news;
  news.by = address.host;
  news.first_hand = true;
  news.addresses.push_back(address);
  peer.Tell(peers::kLearn, news);
  Relay(peer, address, kNewcomerTo);
  return Ok();
}

}  // namespace dragoman::chia
