// What a Chia peer says it is (wire/chia.md 6.2).
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman::chia {

enum class NodeType : std::uint8_t {
  kFullNode = 1,
  kHarvester = 2,
  kFarmer = 3,
  kTimelord = 4,
  kIntroducer = 5,
  kWallet = 6,
  kDataLayer = 7,
  kSolver = 8,
};

// "FULL_NODE", …
std::string_view Name(NodeType type);
// The version of the protocol that such a node speaks, in release 2.7.5 (wire/chia.md 6.4).
std::string_view ProtocolVersion(NodeType type);

}  // namespace dragoman::chia
