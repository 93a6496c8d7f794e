#include "core/router/router.h"

namespace dragoman {

void Subscription::End() {
  const std::shared_ptr<Listener> listener = std::move(listener_);  // lives until it is unlocked
  if (listener == nullptr) return;
  const std::lock_guard lock(listener->mutex);  // waits for a delivery on another thread
  listener->active = false;
}

NetworkId Router::AddNetwork(std::string_view dialect, std::string_view network) {
  networks_.push_back(std::string(dialect) + ':' + std::string(network));
  return static_cast<NetworkId>(networks_.size() - 1);
}

Status Router::Claim(NetworkId network, std::string_view name, std::unique_ptr<Handler> handler) {
  handler->name = name;
  const std::string_view kept = handler->name;
  const bool fresh = handlers_.try_emplace({network, kept}, std::move(handler)).second;
  if (!fresh) {
    return Status::Because(Code::kInternal, std::string(name) + " is served twice for " + Text(network));
  }
  return Ok();
}

const Router::Handler* Router::Lookup(NetworkId network, std::string_view name) const {
  const auto found = handlers_.find({network, name});
  return found == handlers_.end() ? nullptr : found->second.get();
}

void Router::Publish(Event event) {
  {
    const std::lock_guard lock(mutex_);
    event.seq = ++last_seq_;
    event.wall_nanos = clock_.WallNanos();
    if (queue_.size() >= kMostQueued) return Drop(event);
    queue_.push_back(std::move(event));
    if (delivering_) return;
    delivering_ = true;
  }
  for (;;) {
    Event next;
    {
      const std::lock_guard lock(mutex_);
      if (gap_.has_value() && queue_.size() < kMostQueued / 2) {
        gap_->seq = ++last_seq_;
        gap_->wall_nanos = clock_.WallNanos();
        queue_.push_back(*std::exchange(gap_, std::nullopt));
      }
      if (queue_.empty()) {
        delivering_ = false;
        return;
      }
      next = std::move(queue_.front());
      queue_.pop_front();
    }
    Deliver(next);
  }
}

void Router::Drop(const Event& event) {
  if (!gap_.has_value()) {
    event::Gap gap;
    gap.where = "router";
    gap.from_seq = event.seq;
    gap.reason = "whoever hears the events is too slow";
    gap_.emplace();
    gap_->network = event.network;
    gap_->body = std::move(gap);
  }
  auto& gap = std::get<event::Gap>(gap_->body);
  gap.to_seq = event.seq;
  ++gap.lost;
}

void Router::Deliver(const Event& event) {
  std::vector<std::shared_ptr<Subscription::Listener>> listeners;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const auto& listener) { return !listener->active; });
    listeners = listeners_;
  }
  for (const auto& listener : listeners) {
    const std::lock_guard lock(listener->mutex);
    if (listener->active) listener->hear(event);
  }
}

Subscription Router::Subscribe(std::function<void(const Event&)> handler) {
  auto listener = std::make_shared<Subscription::Listener>();
  listener->hear = std::move(handler);
  const std::lock_guard lock(mutex_);
  listeners_.push_back(listener);
  return Subscription(listener);
}

}  // namespace dragoman
