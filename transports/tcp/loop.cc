#include "transports/tcp/loop.h"

#include "transports/tcp/loop_core.h"

namespace dragoman {

Loop::Loop(const Clock& clock) : core_(std::make_unique<tcp::LoopCore>(*this, clock)) {}
Loop::~Loop() = default;

Instant Loop::Now() const { return core_->Now(); }
void Loop::Post(std::function<void()> work) { core_->mailbox()->Post(std::move(work)); }

void Loop::After(Duration delay, std::function<void()> work) {
  const Instant now = Now();
  core_->At(delay < kNever - now ? now + delay : kNever, std::move(work));
}

std::function<void(std::function<void()>)> Loop::Poster() const {
  return [mailbox = core_->mailbox()](std::function<void()> work) { mailbox->Post(std::move(work)); };
}

void Loop::Run() { core_->Run(); }

void Loop::Stop() {
  Post([this] { core_->Stop(); });
}

void Loop::StopNow() {
  Post([this] { core_->End(); });
}

void Loop::OnSignal(std::function<void(int)> handle) { core_->OnSignal(std::move(handle)); }
std::size_t Loop::guests() const { return core_->guests(); }

}  // namespace dragoman
