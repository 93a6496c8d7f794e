// What a dialect wants of the transports under it, where they offer a choice. Plain data: the transports read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/verdict.h"

namespace dragoman {

// TLS in which both sides show a certificate that one authority signed.
struct TlsRule {
  std::string authority_certificate;  // PEM
  std::string authority_key;          // PEM; published where every node mints its own leaf
  // Of the leaf that a node makes for itself.
  std::string common_name;
  std::string organisation;
  std::string unit;
  std::string dns;
  bool dials_older = false;  // we take a server that knows TLS 1.2 only; an acceptor takes 1.3 alone
};

struct WebSocketRule {
  std::string path = "/";
  std::size_t largest = 16 * MiB;             // bytes of a message
  Duration opening = std::chrono::seconds(30);
  Duration ping_every = Duration::zero();     // of silence, where we dialed; zero: never
  Duration pong_within = std::chrono::seconds(30);
  Verdict text_refused;                       // how a text message ends the link
  // What a host hears that is turned away.
  std::string (*turned_away)(std::string_view host) = nullptr;
};

// Who knows nodes of a network that gossips, for a node that knows none yet and was told to find some.
struct GossipRule {
  std::string network;
  std::vector<std::string> dns;
  std::string introducer;  // HOST:PORT; empty: none
};

}  // namespace dragoman
