// Acquaintance: a full node that has shaken hands, as the address book counts it, for as long as its link lasts
// (wire/chia.md 15.4).
#pragma once

#include <utility>

#include "core/peer/peer.h"
#include "core/router/peers.h"

namespace dragoman::chia {

class Acquaintance {
 public:
  Acquaintance() = default;
  Acquaintance(const Context& context, peers::Met met)
      : router_(context.router), network_(context.network), met_(std::move(met)) {}
  Acquaintance(Acquaintance&& other) noexcept { *this = std::move(other); }
  Acquaintance& operator=(Acquaintance&& other) noexcept {
    std::swap(router_, other.router_);
    std::swap(network_, other.network_);
    std::swap(met_, other.met_);
    return *this;
  }
  ~Acquaintance();

 private:
  Router* router_ = nullptr;
  NetworkId network_{};
  peers::Met met_;
};

// Makes it known to the book; keeps it in the peer's Link. A fault where the link is not to stay.
Task<Status> Meet(Peer& peer);
// One that we dialed has said something lately.
void TellItIsThere(Peer& peer);
// We have dialed ourselves: the book is told where we are.
void TellItIsUs(Peer& peer);

}  // namespace dragoman::chia
