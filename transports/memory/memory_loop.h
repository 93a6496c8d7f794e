// MemoryLoop: the loop of one node among several on a MemoryHost. It ends with its node: what was
// posted to it and has not run is destroyed with it, and nothing of it runs afterwards.
#pragma once

#include "transports/memory/memory_host.h"

namespace dragoman {

class MemoryLoop final : public Host, public MemoryHost::Member {
 public:
  // `host` outlives the loop. Never destroyed by what runs on it.
  explicit MemoryLoop(MemoryHost& host) : host_(host) { host_.Join(*this); }
  ~MemoryLoop() override { host_.Leave(*this); }
  MemoryLoop(const MemoryLoop&) = delete;
  MemoryLoop& operator=(const MemoryLoop&) = delete;

  // --- Host ---
  Instant Now() const override { return host_.Now(); }
  void Post(std::function<void()> work) override { mail_.Post(std::move(work)); }
  void After(Duration delay, std::function<void()> work) override {
    mail_.After(delay, std::move(work));
  }

  // --- Member ---
  Instant NextDeadline() const override { return mail_.NextTimer(); }
  bool Step() override { return mail_.RunRound() > 0; }

 private:
  MemoryHost& host_;
  ManualHost mail_{host_.clock()};
};

}  // namespace dragoman
