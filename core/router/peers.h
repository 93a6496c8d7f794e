// peers::* - the calls by which dialects put addresses of other nodes into this network's address book and take some
// out for whoever asks (ARCHITECTURE.md 4b). Whom to connect to is the peers service's own business.
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
  std::string by;  // the host of who told; empty: we looked them up
};
inline constexpr CallName<Told, Nothing> kLearn{"peers.learn"};

// A handshake with this address went well; `dialed`: we had connected to it.
struct Met {
  Address address;
  bool dialed = false;
};
inline constexpr CallName<Met, Nothing> kMet{"peers.met"};

// Some of those that are worth trying, at random.
struct SampleQuery {
  std::size_t limit = 1000;
  unsigned percent = 23;  // of the book
};
using Sample = std::vector<Address>;
inline constexpr CallName<SampleQuery, Sample> kSample{"peers.sample"};

}  // namespace dragoman::peers
