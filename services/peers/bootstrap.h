// Bootstrap: where to ask for addresses when the book has none that answers: each DNS server once, from a random one
// on, then the introducer once, then again; each time after twice the time (wire/chia.md 15.5). Not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "services/peers/dice.h"

namespace dragoman::peers {

struct BootstrapStep {
  Duration wait{};
  std::string server;       // DNS
  std::string introducer;   // or this one: HOST:PORT
};

class Bootstrap {
 public:
  Bootstrap(std::vector<std::string> dns, std::string introducer, Dice& dice);

  // There is nobody to ask.
  bool empty() const { return places_.empty(); }
  // What comes next; there is somebody.
  BootstrapStep Next();
  // It was not needed.
  void Rest() { wait_ = kFirstWait; }

 private:
  static constexpr Duration kFirstWait = std::chrono::seconds(1);
  static constexpr Duration kDoubledBelow = std::chrono::seconds(300);

  std::vector<BootstrapStep> places_;
  std::size_t next_ = 0;
  Duration wait_ = kFirstWait;
};

}  // namespace dragoman::peers
