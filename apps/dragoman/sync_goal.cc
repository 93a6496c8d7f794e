#include "apps/dragoman/sync_goal.h"

namespace dragoman {

void SyncGoal::Start() {
  heard_ = instance_.clock().Now().time_since_epoch().count();
  subscription_ = instance_.router().Subscribe([this](const Event& event) { Hear(event); });
  if (to_.has_value()) Reached(instance_.chain()->tip().height);
  if (!follow_) instance_.loop().Post([this] { Wait(); });
}

void SyncGoal::Hear(const Event& event) {
  const bool moves =
      std::holds_alternative<event::ChainStep>(event.body) || std::holds_alternative<event::PeerConnected>(event.body);
  if (moves) heard_ = instance_.clock().Now().time_since_epoch().count();
  if (const auto* step = std::get_if<event::ChainStep>(&event.body); step != nullptr && step->step == "NEW") {
    Reached(step->height);
  } else if (const auto* progress = std::get_if<event::SyncProgress>(&event.body)) {
    Judge(*progress);
  }
}

void SyncGoal::Reached(std::int64_t height) {
  if (!to_.has_value() || height < *to_) return;
  instance_.loop().Post([this] { end_(Ok()); });
}

void SyncGoal::Judge(const event::SyncProgress& progress) {
  if (follow_) return;
  Status how;
  if (progress.stalled) {
    how = Status::Because(Code::kNotFound, "stalled at height " + std::to_string(progress.done) + " of " +
                                               std::to_string(progress.target) + ": " +
                                               progress.stall_reason.value_or("no block comes"))
              .Next("The same command goes on from there; another --peer may have more.");
  } else if (progress.done < progress.target) {
    return;
  } else if (to_.has_value() && progress.done < *to_) {
    how = Status::Because(Code::kNotFound, "the peers' chain ends at height " + std::to_string(progress.done) +
                                               ", before --to " + std::to_string(*to_));
  }
  instance_.loop().Post([this, how] { end_(how); });
}

void SyncGoal::Wait() {
  const Duration quiet = instance_.clock().Now().time_since_epoch() - Duration(heard_);
  if (quiet < kPatience) return instance_.loop().After(kPatience - quiet, [this] { Wait(); });
  end_(Status(Code::kNotFound, "stalled: nothing new for {} s", static_cast<std::uint64_t>(kPatience.count()))
           .Next("The same command goes on from there; another --peer may have more."));
}

}  // namespace dragoman
