#include "apps/dragoman/prospects.h"

namespace dragoman {
namespace {

Status NamingPeer(Code code, const std::string& text, const std::string& peer) {
  const bool named = text.find(peer) != std::string::npos;
  return Status::Because(code, named ? text : peer + ": " + text);
}

}  // namespace

void Prospects::Watch(Instance& instance) {
  instance_ = &instance;
  subscription_ = instance.router().Subscribe([this](const Event& event) { Hear(event); });
}

void Prospects::Lost(const Status& why) {
  {
    const std::lock_guard lock(mutex_);
    ++lost_;
    why_ = NamingPeer(why.code(), why.ToString(), last_failed_);
  }
  Judge();
}

void Prospects::Hear(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (std::holds_alternative<event::PeerConnected>(event.body)) {
    reached_ = true;
  } else if (const auto* failed = std::get_if<event::DialFailed>(&event.body)) {
    failed_.insert(event.peer);
    last_failed_ = event.peer;
    if (why_.ok()) why_ = NamingPeer(Code::kUnreachable, failed->reason, event.peer);
    instance_->loop().Post([this] { Judge(); });  // after Lost, which comes next if there is no hope
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
