// TinyPings: two tiny nodes beside the others. One pings the other every second, checks the answers and dials again
// when it is lost.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/dialect/registry.h"
#include "tests/world/life.h"

namespace dragoman::simulation {

class TinyPings {
 public:
  TinyPings(MemoryHost& host, MemoryNetwork& network, const Dialect& tiny, std::function<void(const Event&)> hear);

  Status Start();
  std::uint64_t pongs() const { return pongs_; }
  // What was not as it should be.
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  Task<Status> PingForEver(Peer& peer);

  std::unique_ptr<world::Life> answers_;
  std::unique_ptr<world::Life> asks_;
  std::unique_ptr<Dialer> dialer_;
  std::uint64_t pongs_ = 0;
  std::vector<std::string> complaints_;
};

}  // namespace dragoman::simulation
