#include "apps/dragoman/prospects.h"

namespace dragoman {

void Prospects::Watch(Instance& instance) {
  instance_ = &instance;
  subscription_ = instance.router().Subscribe([this](const Event& event) { Hear(event); });
}

void Prospects::Lost(const Status& why) {
  {
    const std::lock_guard lock(mutex_);
    ++lost_;
    why_ = why;
  }
  Judge();
}

void Prospects::Hear(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (std::holds_alternative<event::PeerConnected>(event.body)) {
    reached_ = true;
  } else if (const auto* failed = std::get_if<event::DialFailed>(&event.body)) {
    failed_.insert(event.peer);
    if (why_.ok()) why_ = Status::Because(Code::kUnreachable, failed->reason);
    instance_->loop().Post([this] { Judge(); });  // after Lost, which may know more
  }
}

void Prospects::Judge() {
  Status why;
  {
    const std::lock_guard lock(mutex_);
    const bool never = !reached_ && failed_.size() >= peers_;
    if (told_ || (!never && lost_ < peers_)) return;
    told_ = true;
    why = why_;
  }
  hopeless_(why);
}

}  // namespace dragoman
