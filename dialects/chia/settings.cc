#include "dialects/chia/settings.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "core/base/hex.h"
#include "core/base/version.h"

namespace dragoman::chia {
namespace {

constexpr std::uint32_t kRecentBlocks = 1000;
constexpr std::uint32_t kMostPeers = 40;
constexpr std::uint32_t kOutbound = 8;

Hash256 Challenge(std::string_view hex) {
  const Result<ByteVector> raw = FromHex(hex);
  Hash256 hash{};
  std::copy(raw->begin(), raw->end(), hash.begin());
  return hash;
}

// A setting that the configuration has checked to be a number.
std::optional<std::uint32_t> Number(const Context& context, const std::string& name) {
  const auto found = context.settings.find(name);
  if (found == context.settings.end()) return std::nullopt;
  std::uint32_t number = 0;
  const auto read = std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

std::span<const Network> Networks() {
  static const Network kNetworks[] = {
      {"mainnet", 8444, Challenge("ccd5bb71183532bff220ba46c268991a3ff07eb358e8255a65c30a2dce0e5fbb"), kRecentBlocks, false},
      {"testnet11", 58444, Challenge("37a90eb5185a9c4439a91ddc98bbadce7b4feba060d50116a067de66bf236615"), kRecentBlocks, false},
      {"testneta", 58444, Challenge("b0a306abe27407130586c8e13d06dc057d4538c201dbd36c8f8c481f5e51af5c"), kRecentBlocks, false},
      {"testnet0", 58444, Challenge("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), kRecentBlocks, false},
      {"simulator0", 58444, Challenge("eb8c4d20b322be8d9fddbf9412016bdffe9a2901d7edb0e364e94266d0e095f7"), 500, true, 16},
  };
  return kNetworks;
}

}  // namespace

std::string SoftwareVersion() { return "2.7.5+dragoman." + std::string(kVersion); }

const Network& NetworkNamed(std::string_view name) {
  const std::span<const Network> networks = Networks();
  const auto found = std::ranges::find(networks, name, &Network::name);
  return found == networks.end() ? networks.front() : *found;
}

bool IsGenesisChallenge(const Hash256& hash) {
  return std::ranges::find(Networks(), hash, &Network::genesis_challenge) != Networks().end();
}

std::optional<std::uint32_t> HardFork2Height(const Context& context) { return Number(context, "fork2_height"); }

bool HasUpstream(const Context& context) { return context.settings.contains("upstream"); }

std::size_t InboundFullNodes(const Context& context) {
  const std::uint32_t most = Number(context, "max_peers").value_or(kMostPeers);
  const std::uint32_t outbound = Number(context, "outbound").value_or(kOutbound);
  return most > outbound ? most - outbound : 0;
}

bool WantsWindows(const Context& context) { return Number(context, "rate_limits") == 3; }

}  // namespace dragoman::chia
