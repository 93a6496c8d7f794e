// Messages of the introducer (wire/chia.md 9.3).
#pragma once

#include "dialects/chia/types/peers.h"

namespace dragoman::chia {

struct RequestPeersIntroducer {
  static constexpr std::uint8_t kType = 63;
  static constexpr std::string_view kName = "request_peers_introducer";
  static void Fields(auto&, auto&) {}
};

struct RespondPeersIntroducer {
  static constexpr std::uint8_t kType = 64;
  static constexpr std::string_view kName = "respond_peers_introducer";

  List<TimestampedPeerInfo> peer_list;

  static void Fields(auto& visit, auto& m) { visit("peer_list", m.peer_list); }
};

}  // namespace dragoman::chia
