// Commons: what the peers of one node have in common, by type: a dialect's own books and tables. Each is made at first
// use and lives as long as the node; finding one is thread-safe, what it holds takes care of itself.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <typeindex>

namespace dragoman {

class Commons {
 public:
  Commons() = default;
  Commons(const Commons&) = delete;
  Commons& operator=(const Commons&) = delete;

  template <class T>
  T& Get() {
    return *static_cast<T*>(Find(std::type_index(typeid(T)), [] { return std::make_shared<T>(); }).get());
  }

 private:
  template <class Make>
  std::shared_ptr<void> Find(std::type_index type, Make make) {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<void>& slot = slots_[type];
    if (slot == nullptr) slot = make();
    return slot;
  }

  std::mutex mutex_;
  std::map<std::type_index, std::shared_ptr<void>> slots_;
};

}  // namespace dragoman
