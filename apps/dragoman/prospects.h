// Prospects: whether what we connect to for a purpose can still serve it. It hears the node's dials and tells, once,
// that there is no hope: no peer was ever reached and each has been tried, or all of them are gone for good.
// Thread-safe; the verdict comes on the instance's loop.
#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "apps/dragoman/instance.h"

namespace dragoman {

class Prospects {
 public:
  Prospects(std::size_t peers, std::function<void(const Status&)> hopeless)
      : peers_(peers), hopeless_(std::move(hopeless)) {}

  // For NodeOptions::on_lost, which follows the DialFailed of the same peer.
  void Lost(const Status& why);
  void Watch(Instance& instance);

 private:
  void Hear(const Event& event);
  void Judge();

  const std::size_t peers_;
  const std::function<void(const Status&)> hopeless_;
  Instance* instance_ = nullptr;
  std::mutex mutex_;
  bool reached_ = false;  // at least one peer, at some time
  bool told_ = false;
  std::set<std::string> failed_;
  std::string last_failed_;
  std::size_t lost_ = 0;  // for good
  Status why_;
  Subscription subscription_;
};

}  // namespace dragoman
