// Router: where dialects meet services. Calls by name within a network; events to whoever subscribed.
// Networks and services are added before the loops start; calls, publishing and subscribing are thread-safe.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/router/call.h"
#include "core/router/event.h"

namespace dragoman {

// Ends the subscription when destroyed; after that the handler is not called any more. May outlive the router.
class Subscription {
 public:
  Subscription() = default;
  Subscription(Subscription&&) = default;
  Subscription& operator=(Subscription&& other) noexcept {
    End();
    listener_ = std::move(other.listener_);
    return *this;
  }
  ~Subscription() { End(); }

 private:
  friend class Router;
  struct Listener {
    std::recursive_mutex mutex;
    std::atomic<bool> active = true;
    std::function<void(const Event&)> hear;
  };
  explicit Subscription(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
  void End();
  std::shared_ptr<Listener> listener_;
};

class Router {
 public:
  explicit Router(const Clock& clock) : clock_(clock) {}

  NetworkId AddNetwork(std::string_view dialect, std::string_view network);
  // "flowee:regtest"
  const std::string& Text(NetworkId network) const { return networks_[static_cast<std::size_t>(network)]; }

  // Claims a name; kInternal if somebody else has.
  template <class Request, class Reply>
  Status Serve(NetworkId network, const CallName<Request, Reply>& call,
               std::function<void(const Request&, ReplySink<Reply>)> handler) {
    return Claim(network, call.name, std::make_unique<Typed<Request, Reply>>(std::move(handler)));
  }
  bool Serves(NetworkId network, std::string_view name) const { return Lookup(network, name) != nullptr; }

  // The sink may be called before Call returns. Nobody there: kUnsupported.
  template <class Request, class Reply>
  void Call(NetworkId network, const CallName<Request, Reply>& call, const Request& request,
            ReplySink<Reply> sink) const {
    const Handler* handler = Lookup(network, call.name);
    if (handler == nullptr || handler->type != std::type_index(typeid(std::pair<Request, Reply>))) {
      sink(Status::Because(Code::kUnsupported, "nobody serves " + std::string(call.name) + " for " + Text(network)));
      return;
    }
    static_cast<const Typed<Request, Reply>*>(handler)->answer(request, std::move(sink));
  }

  // Events that wait while one is being delivered. Beyond it they are dropped, and a Gap says which.
  static constexpr std::size_t kMostQueued = 65'536;
  // Numbers the event, stamps it and hands it to every subscriber, in one order for all of them. A handler may
  // publish itself: what it publishes is delivered after what is being delivered.
  void Publish(Event event);
  [[nodiscard]] Subscription Subscribe(std::function<void(const Event&)> handler);

 private:
  struct Handler {
    explicit Handler(std::type_index t) : type(t) {}
    virtual ~Handler() = default;
    std::type_index type;
    std::string name;  // what its key shows
  };
  template <class Request, class Reply>
  struct Typed final : Handler {
    explicit Typed(std::function<void(const Request&, ReplySink<Reply>)> f)
        : Handler(typeid(std::pair<Request, Reply>)), answer(std::move(f)) {}
    std::function<void(const Request&, ReplySink<Reply>)> answer;
  };

  Status Claim(NetworkId network, std::string_view name, std::unique_ptr<Handler> handler);
  const Handler* Lookup(NetworkId network, std::string_view name) const;
  void Drop(const Event& event);
  void Deliver(const Event& event);

  const Clock& clock_;
  std::vector<std::string> networks_;
  std::map<std::pair<NetworkId, std::string_view>, std::unique_ptr<Handler>> handlers_;

  std::mutex mutex_;
  std::uint64_t last_seq_ = 0;
  bool delivering_ = false;
  std::deque<Event> queue_;
  std::optional<Event> gap_;  // of what was dropped since the last event that was not
  std::vector<std::shared_ptr<Subscription::Listener>> listeners_;
};

}  // namespace dragoman
