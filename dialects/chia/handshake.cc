#include "dialects/chia/handshake.h"

#include <algorithm>
#include <cassert>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "dialects/chia/acquaintance.h"
#include "dialects/chia/follow.h"
#include "dialects/chia/handshake_text.h"
#include "dialects/chia/link.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/chia/version.h"
#include "dialects/chia/say.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/tip.h"
#include "dialects/chia/verdicts.h"
#include "dialects/chia/windows.h"

namespace dragoman::chia {
namespace {

// For the other side's words; peers that are exempt may take all the time there is (wire/chia.md 2.4).
constexpr Duration kAcceptorWaits = std::chrono::seconds(30);
constexpr Duration kDialerWaits = std::chrono::seconds(120);
constexpr Duration kForever = Duration::max();
constexpr Duration kAlive = std::chrono::minutes(11);  // a link is asked for addresses every 10 (greet.cc)
constexpr std::size_t kLongestVersion = 128;  // bytes

Duration TimeFor(const Peer& peer) {
  if (peer.exempt()) return kForever;
  return peer.inbound() ? kAcceptorWaits : kDialerWaits;
}

// For all of the other side's words together.
Instant WhenLate(const Peer& peer) {
  const Duration time = TimeFor(peer);
  return time == kForever ? kNever : peer.Now() + time;
}

Status Late(const Peer& peer) {
  Status late(Code::kTimedOut, "no handshake within {} s",
              static_cast<std::uint64_t>(TimeFor(peer) / std::chrono::seconds(1)));
  return late.With(peer.inbound() ? verdict::kBadHandshake : verdict::kUnsuitable);
}

Hash256 NodeId(const std::string& certificate) { return Sha256(AsBytes(certificate)); }

Handshake OurWords(const Peer& peer, std::string_view protocol_version, bool with_windows) {
  Handshake words;
  words.network_id = peer.context().network_name;
  words.protocol_version = protocol_version;
  words.software_version = SoftwareVersion();
  words.server_port = peer.context().port;
  words.node_type = static_cast<std::uint8_t>(NodeType::kFullNode);
  std::vector<std::tuple<std::uint16_t, Text>> capabilities;
  for (const std::uint16_t number : {kBase, kBlockHeaders, kRateLimitsV2, kMempoolUpdates}) {
    capabilities.emplace_back(number, "1");
  }
  if (with_windows) capabilities.emplace_back(kRateLimitsV3, "1");
  words.capabilities = capabilities;
  return words;
}

// Checks 4 to 8 of wire/chia.md 6.3.
Result<Handshake> ReadWords(const Peer& peer, const Envelope& heard) {
  using namespace verdict;
  if (heard.native != Handshake::kType) {
    Status wrong(Code::kUnexpected, "message type {} came instead of a handshake", heard.native);
    return wrong.With(kBadHandshake);
  }
  Result<Handshake> words = ReadMessage<Handshake>(heard.body);
  if (!words.ok()) {
    Status malformed = words.status();
    return malformed.With(kBadHandshake);
  }
  if (words->network_id.view() != peer.context().network_name) {
    Status other = Status::Because(Code::kBadValue, "it is on the network \"" + CleanSoftwareVersion(words->network_id.view()) +
                                                        "\", we are on \"" + peer.context().network_name + "\"");
    return other.With(kOtherNetwork);
  }
  if (words->node_type < 1 || words->node_type > 8) {
    Status unknown(Code::kBadValue, "{} is no type of node", words->node_type);
    return unknown.With(kFailed);
  }
  if (words->software_version.size() > kLongestVersion) {
    Status long_one(Code::kOverLimit, "its software version has {} bytes, the limit is {}", words->software_version.size(),
                    kLongestVersion);
    return long_one.With(kBadHandshake);
  }
  return words;
}

void Remember(Peer& peer, const Handshake& words) {
  Link& link = peer.State<Link>();
  link.type = static_cast<NodeType>(words.node_type);
  link.protocol_version = words.protocol_version.view();
  link.software_version = CleanSoftwareVersion(words.software_version.view());
  link.server_port = words.server_port;
  link.capabilities = ActiveCapabilities(words.capabilities);
  peer.Learn("agent", Json(link.software_version));
  peer.Learn("node_type", Json(std::string(Name(link.type))));
  peer.Learn("protocol_version", Json(CleanSoftwareVersion(link.protocol_version)));
  peer.Learn("server_port", Json(std::uint64_t{link.server_port}));
  peer.Learn("node_id", Json(ToHex(link.node_id)));
  peer.Learn("network", Json(std::string(words.network_id.view())));
  Json capabilities{Json::Array()};
  for (const std::uint16_t number : link.capabilities) capabilities.Push(Json(std::uint64_t{number}));
  peer.Learn("capabilities", std::move(capabilities));
}

// From the answer on, by what both sides can do.
void ChooseLimits(Peer& peer, bool windows) {
  Link& link = peer.State<Link>();
  const unsigned version = link.Has(kRateLimitsV2) ? 2 : 1;
  link.inflow.UseVersion(version);
  link.outflow.UseVersion(version);
  if (!windows) return;
  const Status ours = link.asked.Set(ReferenceWindows());
  assert(ours.ok());
}

// One that the user gave. This machine is exempt from limits anyhow, not from slots (wire/chia.md 2.4).
bool InExemptNetwork(const Peer& peer) {
  const std::optional<IpAddress> ip = IpAddress::Parse(HostOf(peer.link().remote));
  if (!ip.has_value()) return false;
  const Limits always;
  return std::ranges::any_of(peer.context().limits.exempt, [&](const IpRange& range) {
    return range.Contains(*ip) && std::ranges::find(always.exempt, range) == always.exempt.end();
  });
}

Roster::Member MemberOf(Peer& peer) {
  const Link& link = peer.State<Link>();
  Roster::Member member;
  member.type = link.type;
  member.node_id = link.node_id;
  member.inbound = peer.inbound();
  member.upstream = peer.configured();
  member.needs_slot = !InExemptNetwork(peer);
  member.our_dial_stays = NodeId(peer.context().certificate) < link.node_id;
  member.since = peer.Now();
  member.remote = peer.link().remote;
  member.host = HostOf(peer.link().remote);
  member.port = PortOf(peer.link().remote);
  member.server_port = link.server_port;
  member.heard_at = link.heard_at;
  member.post = [post = peer.Poster(), at = &peer](std::function<void(Peer&)> work) {
    post([at, work = std::move(work)] { work(*at); });
  };
  member.end = [post = peer.Poster(), at = &peer](Status why) {
    post([at, why = std::move(why)] { at->Close(why); });
  };
  return member;
}

Roster::Slots SlotsOf(const Context& context) {
  Roster::Slots slots;
  slots.full_nodes = InboundFullNodes(context);
  return slots;
}

}  // namespace

Task<Status> ShakeHands(Peer& peer) {
  Link& link = peer.State<Link>();
  const Instant late_at = WhenLate(peer);
  link.node_id = NodeId(peer.link().certificate);
  const bool has_certificates = !peer.context().certificate.empty();
  if (has_certificates && link.node_id == NodeId(peer.context().certificate)) {
    TellItIsUs(peer);
    Status self(Code::kClosed, "it is this node itself");
    co_return self.With(peer.inbound() ? verdict::kUnsuitable : verdict::kWordless);
  }
  Roster& roster = peer.Common<Roster>();
  if (HasUpstream(peer.context())) roster.NameUpstream();
  // As a dialer that looks before it dials (wire/chia.md 3.4): it may have dialed us.
  if (!peer.inbound() && peer.configured() && has_certificates) {
    if (const std::optional<Roster::Member> twin = roster.Claim(link.node_id, peer.Now() - kAlive)) {
      twin->post([](Peer& other) { FollowAnnounced(other); });
      Status already(Code::kInUse, "the same node is connected already");
      co_return already.With(verdict::kWordless);
    }
  }
  const bool asks_windows = !peer.inbound() && WantsWindows(peer.context());
  if (!peer.inbound()) {
    const Handshake ours = OurWords(peer, ProtocolVersion(NodeType::kFullNode), asks_windows);
    DRAGOMAN_CO_TRY(Say(peer, ours));
  }
  Result<Envelope> heard = co_await peer.Hear(late_at - peer.Now());
  if (!heard.ok()) co_return Late(peer);
  const Result<Handshake> words = ReadWords(peer, *heard);
  if (!words.ok()) co_return words.status();
  Remember(peer, *words);
  const bool windows = link.Has(kRateLimitsV3) && (peer.inbound() || asks_windows);
  if (peer.inbound()) {
    const Handshake ours = OurWords(peer, ProtocolVersion(link.type), windows);
    DRAGOMAN_CO_TRY(Say(peer, ours));
  }
  ChooseLimits(peer, windows);
  if (!Version::Parse(link.protocol_version).ok()) {
    Status odd(Code::kBadValue, "its protocol version is no version");
    co_return odd.With(verdict::kFailed);
  }
  if (windows) {
    const ConfigureWindowSizes ours = WindowSettings();
    DRAGOMAN_CO_TRY(Say(peer, ours));
    Result<Envelope> settings = co_await peer.Hear(late_at - peer.Now());
    if (!settings.ok()) co_return Late(peer);
    Status taken = TakeWindows(*settings, link.asking);
    if (!taken.ok()) co_return taken.With(verdict::kBadHandshake);
  }
  if (peer.inbound() && link.type == NodeType::kFullNode && !link.Has(kHardFork2)) {
    const std::optional<std::uint32_t> fork = HardFork2Height(peer.context());
    if (fork.has_value()) {
      const std::optional<Tip> tip = co_await TipOf(peer);
      if (tip.has_value() && tip->height >= *fork) {
        Status old(Code::kUnexpected, "it does not know hard fork 2, which is behind us");
        co_return old.With(verdict::kBadHandshake);
      }
    }
  }
  // First, for a link that is not to stay must not push out another one to the same node.
  DRAGOMAN_CO_TRY(co_await Meet(peer));
  Result<Roster::Seat> seat = roster.Enter(MemberOf(peer), SlotsOf(peer.context()));
  if (!seat.ok()) {
    link.acquaintance = {};
    co_return seat.status();
  }
  link.seat = std::move(*seat);
  co_return Ok();
}

}  // namespace dragoman::chia
