// Entry: what the book knows of one host; times in seconds since 1970-01-01 UTC, 0 where there is none.
#pragma once

#include <vector>

#include "services/peers/endpoint.h"

namespace dragoman::peers {

struct Entry {
  Endpoint endpoint;
  IpAddress source;              // who told first
  std::int64_t seen = 0;         // it is said to have been there
  std::int64_t last_success = 0;
  std::int64_t last_try = 0;
  std::int64_t last_counted = 0;  // the last try that counted as a failure
  std::uint32_t failures = 0;     // in a row
  bool tried = false;             // stands in the tried table, else in the new one
  bool anchor = false;            // to be dialed first after a restart

  // Not to be handed out, and replaceable.
  bool IsTerrible(std::int64_t now) const;
  // How readily it is chosen, from 0 to 1.
  double Chance(std::int64_t now) const;
};

}  // namespace dragoman::peers
