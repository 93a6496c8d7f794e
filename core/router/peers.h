// peers::* - the calls by which dialects put addresses of other nodes into this network's address book and take some
// out for whoever asks (ARCHITECTURE.md 4b, docs/peers.md). Whom to connect to is the peers service's own business.
#pragma once

#include <string>
#include <vector>

#include "core/router/call.h"

namespace dragoman::peers {

struct Nothing {};

struct Address {
  std::string host;         // an IP literal, without brackets
  std::uint16_t port = 0;
  std::int64_t seen = 0;    // seconds since 1970-01-01 UTC; 0: nobody says
};

// Somebody told of them. Which are kept is the book's rule.
struct Told {
  std::vector<Address> addresses;
  std::string by;           // the host of who told; empty: we looked them up
  bool first_hand = false;  // it came from there itself, so that the time is believed
};
inline constexpr CallName<Told, Nothing> kLearn{"peers.learn"};

// A handshake with this node went well; `dialed`: we had connected to it, else the port is not where it listens.
// The reply says whether to stay: a link that was opened to see who is there, or is one too many, is to be closed
// without a fault. Where it stays, a Left follows.
struct Met {
  Address address;
  bool dialed = false;
};
struct Welcome {
  bool stay = true;
};
inline constexpr CallName<Met, Welcome> kMet{"peers.met"};

// That link has ended.
inline constexpr CallName<Met, Nothing> kLeft{"peers.left"};

// A node that we had connected to has said something.
inline constexpr CallName<Address, Nothing> kHeard{"peers.heard"};

// Whoever listens there is this node itself.
inline constexpr CallName<Address, Nothing> kOurs{"peers.ours"};

// Some of those that are worth trying, at random.
struct SampleQuery {
  std::size_t limit = 1000;
  unsigned percent = 23;  // of the book
};
using Sample = std::vector<Address>;
inline constexpr CallName<SampleQuery, Sample> kSample{"peers.sample"};

// For whoever looks.
struct Info {
  std::uint64_t known = 0;     // addresses in the book
  std::uint64_t tried = 0;     // of them, those that we have been connected to
  std::uint64_t outbound = 0;  // links to nodes that we dialed
  std::uint64_t inbound = 0;   // and to nodes that dialed us
  std::uint64_t dialing = 0;   // attempts under way
};
inline constexpr CallName<Nothing, Info> kInfo{"peers.info"};

}  // namespace dragoman::peers
