// What a user may set for a Chia node, and what its network is like (wire/chia.md 20).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/peer/context.h"

namespace dragoman::chia {

// What we call ourselves: it sorts as the release whose protocol we speak, and says who we are.
std::string SoftwareVersion();

struct Network {
  std::string_view name;
  std::uint16_t port;                       // the default one of its nodes
  Hash256 genesis_challenge;
  std::uint32_t recent_blocks;              // WEIGHT_PROOF_RECENT_BLOCKS
  bool simulator;                           // always counts as synced
  std::uint32_t signage_points = 64;        // of a sub-slot: NUM_SPS_SUB_SLOT
};

const Network& NetworkNamed(std::string_view name);
// Whether block 0 of one of the networks stands on it.
bool IsGenesisChallenge(const Hash256& hash);

// Whether the user named peers: then only what they say counts.
bool HasUpstream(const Context& context);
// Slots for full nodes that come in.
std::size_t InboundFullNodes(const Context& context);
// Whether we offer the windows of version 3 of the limits where we dial.
bool WantsWindows(const Context& context);

// The height from which full nodes that dial us must know hard fork 2; none unless the user set it.
std::optional<std::uint32_t> HardFork2Height(const Context& context);

}  // namespace dragoman::chia
