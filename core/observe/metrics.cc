#include "core/observe/metrics.h"

namespace dragoman {

Counter& Metrics::ForThisThread(const std::string& name) {
  const std::lock_guard lock(mutex_);
  std::vector<Share>& shares = counters_[name];
  for (Share& share : shares) {
    if (share.thread == std::this_thread::get_id()) return *share.counter;
  }
  Share& fresh = shares.emplace_back();
  fresh.thread = std::this_thread::get_id();
  fresh.counter = std::make_unique<Counter>();
  return *fresh.counter;
}

std::map<std::string, std::uint64_t> Metrics::Read() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::uint64_t> sums;
  for (const auto& [name, shares] : counters_) {
    std::uint64_t sum = 0;
    for (const Share& share : shares) sum += share.counter->value();
    sums[name] = sum;
  }
  return sums;
}

std::string Metrics::Text() const {
  std::string text;
  std::string last;
  for (const auto& [name, value] : Read()) {
    const std::string bare = name.substr(0, name.find('{'));
    if (bare != last) text += "# TYPE " + bare + " counter\n";
    last = bare;
    text += name + ' ' + std::to_string(value) + '\n';
  }
  return text;
}

}  // namespace dragoman
