#include "core/base/hex.h"
#include "dialects/flowee/bitcoin/networks.h"
#include "dialects/flowee/client/flows.h"
#include "dialects/flowee/messages/api.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/packet_framer.h"

namespace dragoman::flowee {
namespace {

constexpr std::chrono::seconds kIntroductionTimeout{10};

Status CheckNetwork(const Peer& peer, const std::string& theirs) {
  const bitcoin::Network* ours = bitcoin::FindNetwork(peer.context().network_name);
  if (ours->hub_name == theirs) return Ok();
  return Status::Because(Code::kRefused, peer.link().remote + " is on another network (we: " +
                                             std::string(ours->hub_name) + ", they: " + theirs +
                                             "). Set the network to theirs or choose another peer.");
}

}  // namespace

Task<Status> Introduce(Peer& peer) {
  const api::Version ask_version;
  const auto version = co_await peer.Ask<api::VersionReply>(ask_version, kIntroductionTimeout);
  if (!version.ok()) co_return version.status();
  peer.Learn("agent", (*version)->version);

  const block_chain::GetBlockChainInfo ask_chain;
  const auto info = co_await peer.Ask<block_chain::GetBlockChainInfoReply>(ask_chain, kIntroductionTimeout);
  if (!info.ok()) co_return info.status();
  const block_chain::GetBlockChainInfoReply& chain = **info;
  peer.Learn("chain", chain.chain);
  peer.Learn("height", Json(chain.blocks));
  peer.Learn("tip", ToHex(chain.best_block_hash));
  peer.Learn("tip_display", ToHexReversed(chain.best_block_hash));
  co_return CheckNetwork(peer, chain.chain);
}

std::optional<Duration> RedialAfter(int failures, bool was_connected, const Status& why) {
  if (SpeaksSomethingElse(why) || why.code() == Code::kRefused || why.code() == Code::kUnexpected) return std::nullopt;
  if (was_connected) return std::chrono::seconds(15);
  constexpr int kLastStep = 5;
  if (failures >= kLastStep) return std::chrono::seconds(44);
  return std::chrono::seconds(failures * failures * failures / 2);
}

}  // namespace dragoman::flowee
