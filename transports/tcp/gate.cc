#include "transports/tcp/gate.h"

#include <algorithm>

namespace dragoman::tcp {

Instant Gate::RoomFrom() const {
  const bool full = !guests_.empty() && guests_.size() >= options_.most_opening;
  return full ? guests_.front().since + kFairChance : Instant();
}

std::optional<IpRange> Gate::GroupOf(const std::string& remote) const {
  const std::optional<IpAddress> address = IpAddress::Parse(HostOf(remote));
  if (!address.has_value() || AnyContains(options_.exempt, *address)) return std::nullopt;
  return Netgroup(*address);
}

Status Gate::Admit(const std::string& remote, Instant now) {
  if (guests_.empty()) return Ok();
  if (const std::optional<IpRange> group = GroupOf(remote)) {
    Status crowded = MakeShare(*group, now);
    if (!crowded.ok()) {
      if (options_.refused) options_.refused(remote, crowded);
      return crowded;
    }
  }
  if (guests_.size() >= options_.most_opening) {
    Dismiss(guests_.begin(), Status(Code::kOverload, "made room: {} connections had not finished their opening",
                                    options_.most_opening));
  }
  return Ok();
}

Status Gate::MakeShare(const IpRange& group, Instant now) {
  const std::size_t share = options_.per_netgroup;
  const auto same = [&](const Guest& guest) { return guest.group == group; };
  if (static_cast<std::size_t>(std::ranges::count_if(guests_, same)) < share) return Ok();
  const Place oldest = std::ranges::find_if(guests_, same);
  if (oldest == guests_.end() || now - oldest->since < kFairChance) {
    return Status(Code::kOverload, "{} connections of its netgroup have not finished their opening, no more are taken", share);
  }
  Dismiss(oldest, Status(Code::kOverload, "made room: {} connections of its netgroup had not finished their opening", share));
  return Ok();
}

Gate::Place Gate::Enter(Guest guest) {
  guest.group = GroupOf(guest.remote);
  return guests_.insert(guests_.end(), std::move(guest));
}

void Gate::Leave(Place place) {
  guests_.erase(place);
  has_room_();
}

void Gate::Dismiss(Place place, Status why) {
  const auto end = std::move(place->end);  // its place is gone before this returns
  end(std::move(why));
}

}  // namespace dragoman::tcp
