#include "tests/world/resident.h"

#include "core/dialect/registry.h"
#include "dialects/dialects.h"
#include "dragoman/testing.h"

namespace dragoman::world {
namespace {

const Dialect& Flowee() {
  static const auto registry = testing::Registered(flowee::Register);
  return *registry->Find("flowee");
}

}  // namespace

Resident::Resident(MemoryHost& host, MemoryNetwork& network, const Blocks& blocks, std::string place,
                   std::vector<std::string> upstream_places)
    : host_(host), network_(network), place_(std::move(place)), upstreams_(std::move(upstream_places)),
      witness_(place_, blocks) {
  for (std::string& upstream : upstreams_) upstream += std::string(":") + kPort;
}

Status Resident::Begin() {
  LifeOptions options;
  options.dialect = &Flowee();
  options.network = "regtest";
  options.place = place_;
  options.port = kPort;
  options.upstreams = upstreams_;
  options.disk = &disk_;
  options.most_disk_time = std::chrono::milliseconds(2);
  options.hear = [this](const Event& event) { Hear(event); };
  auto life = std::make_unique<Life>(host_, network_, std::move(options));
  DRAGOMAN_TRY(life->Start());
  life_ = std::move(life);
  disk_.Look(true);
  witness_.Begin(*life_);
  disk_.Look(false);
  return Ok();
}

Status Resident::End() {
  const Status kept = life_->End();
  witness_.EndInGoodOrder(kept.ok());
  life_.reset();
  return kept;
}

void Resident::Kill() {
  life_.reset();
  witness_.Killed();
}

Status Resident::Take(const Slice& block) {
  const Result<chain::Accepted> accepted = life_->chain()->Accept(block, std::string());
  if (accepted.ok() && accepted->outcome != chain::Outcome::kKnown) witness_.Took(accepted->hash);
  return accepted.status();
}

void Resident::Hear(const Event& event) {
  witness_.Hear(event);
  if (const auto* fault = std::get_if<event::Fault>(&event.body)) faults_.push_back(fault->text);
  if (const auto* failed = std::get_if<event::DialFailed>(&event.body)) partings_.push_back(failed->reason);
  if (const auto* gone = std::get_if<event::PeerDisconnected>(&event.body)) partings_.push_back(gone->reason);
  if (const auto* violation = std::get_if<event::ProtocolViolation>(&event.body)) violations_.push_back(violation->text);
}

}  // namespace dragoman::world
