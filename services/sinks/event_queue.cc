#include "services/sinks/event_queue.h"

#include <optional>
#include <utility>

#include "core/wire/fields.h"

namespace dragoman::sinks {
namespace {

// A visitor over an event's fields: bytes outside of the struct itself.
struct Weight {
  std::size_t bytes = 0;

  void operator()(const char*, const std::string& text, Max = kNoMax) { bytes += text.size(); }
  void operator()(const char*, const std::optional<std::string>& text, Max = kNoMax) {
    if (text.has_value()) bytes += text->size();
  }
  template <class T>
  void operator()(const char*, const T&, Max = kNoMax) {}
};

}  // namespace

std::size_t Weigh(const Event& event) {
  Weight weight;
  weight.bytes = sizeof event + event.peer.size();
  std::visit([&weight]<class Body>(const Body& body) { Body::Fields(weight, body); }, event.body);
  return weight.bytes;
}

EventQueue::EventQueue(std::string where, std::size_t max_bytes)
    : where_(std::move(where)), max_bytes_(max_bytes) {}

void EventQueue::Push(const Event& event) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    if (gap_.lost > 0 && bytes_ <= max_bytes_ / 2) EndGap();
    const std::size_t weight = Weigh(event);
    if (gap_.lost > 0 || bytes_ + weight > max_bytes_) {
      Lose(event);
    } else {
      bytes_ += weight;
      events_.push_back(event);
    }
  }
  wake_.notify_one();
}

std::vector<Event> EventQueue::Take(std::size_t most) {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return closed_ || !events_.empty() || gap_.lost > 0; });
  return TakeSome(most);
}

std::vector<Event> EventQueue::TakeNow(std::size_t most) {
  const std::lock_guard lock(mutex_);
  return TakeSome(most);
}

std::vector<Event> EventQueue::TakeSome(std::size_t most) {
  if (events_.empty() && gap_.lost > 0) EndGap();
  std::vector<Event> taken;
  while (!events_.empty() && taken.size() < most) {
    bytes_ -= Weigh(events_.front());
    taken.push_back(std::move(events_.front()));
    events_.pop_front();
  }
  return taken;
}

void EventQueue::Close(bool discard) {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    if (discard) {
      events_.clear();
      bytes_ = 0;
      gap_ = {};
    }
  }
  wake_.notify_one();
}

void EventQueue::Lose(const Event& event) {
  if (gap_.lost++ == 0) gap_.from_seq = event.seq;
  gap_.to_seq = event.seq;
  last_lost_.network = event.network;
  last_lost_.seq = event.seq;
  last_lost_.wall_nanos = event.wall_nanos;
}

// It has the number and the time of the last event that was lost, so that lines stay in order.
void EventQueue::EndGap() {
  gap_.where = where_;
  gap_.reason = "the reader is too slow";
  Event gap = last_lost_;
  gap.body = std::exchange(gap_, event::Gap());
  bytes_ += Weigh(gap);
  events_.push_back(std::move(gap));
}

}  // namespace dragoman::sinks
