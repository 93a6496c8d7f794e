#include "dialects/chia/node_type.h"

namespace dragoman::chia {

std::string_view Name(NodeType type) {
  switch (type) {
    case NodeType::kFullNode: return "FULL_NODE";
    case NodeType::kHarvester: return "HARVESTER";
    case NodeType::kFarmer: return "FARMER";
    case NodeType::kTimelord: return "TIMELORD";
    case NodeType::kIntroducer: return "INTRODUCER";
    case NodeType::kWallet: return "WALLET";
    case NodeType::kDataLayer: return "DATA_LAYER";
    case NodeType::kSolver: return "SOLVER";
  }
  return "?";
}

std::string_view ProtocolVersion(NodeType type) {
  switch (type) {
    case NodeType::kHarvester:
    case NodeType::kFarmer:
    case NodeType::kWallet: return "0.0.38";
    case NodeType::kSolver: return "0.0.37";
    default: return "0.0.36";
  }
}

}  // namespace dragoman::chia
