#include "services/peers/bootstrap.h"

#include <utility>

namespace dragoman::peers {

Bootstrap::Bootstrap(std::vector<std::string> dns, std::string introducer, Dice& dice) {
  for (std::size_t left = dns.size(); left > 1; --left) std::swap(dns[left - 1], dns[dice.Below(left)]);
  for (std::string& server : dns) places_.emplace_back().server = std::move(server);
  if (!introducer.empty()) places_.emplace_back().introducer = std::move(introducer);
}

BootstrapStep Bootstrap::Next() {
  BootstrapStep step = places_[next_];
  next_ = (next_ + 1) % places_.size();
  step.wait = wait_;
  if (wait_ < kDoubledBelow) wait_ *= 2;
  return step;
}

}  // namespace dragoman::peers
