// Metrics: named counters, counted per thread and added up when read, so that counting is one plain store.
// Names are Prometheus names with their labels, as in `dragoman_messages_total{type="ping",way="in"}`.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dragoman {

// One thread's share of a counter. Only its thread adds; anyone may read.
class Counter {
 public:
  void Add(std::uint64_t by = 1) { value_.store(value_.load(std::memory_order_relaxed) + by, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class Metrics {
 public:
  // This thread's share; valid as long as the Metrics. Look it up once, not per message.
  Counter& ForThisThread(const std::string& name);
  // Sums over threads, in name order.
  std::map<std::string, std::uint64_t> Read() const;
  // Prometheus text exposition.
  std::string Text() const;

 private:
  struct Share {
    std::thread::id thread;
    std::unique_ptr<Counter> counter;
  };
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Share>> counters_;
};

}  // namespace dragoman
