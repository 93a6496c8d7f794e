#include "dialects/chia/request_windows.h"

namespace dragoman::chia {

Status RequestWindows::Set(std::span<const RequestWindow> announced) {
  if (announced.empty() || announced.size() > kMostWindows) {
    return Status(Code::kBadValue, "configure_window_sizes has {} entries; 1 to {} are taken", announced.size(),
                  kMostWindows);
  }
  for (const RequestWindow& entry : announced) {
    if (entry.window != 0 && ReferenceWindow(entry.type) == 0) {
      return Status(Code::kBadValue, "a window of {} for message type {}, whose window cannot be limited: it is a reply",
                    entry.window, entry.type);
    }
  }
  for (const RequestWindow& entry : announced) {
    if (RateLimitOf(entry.type, 1) == nullptr) continue;
    if (Entry* known = Find(entry.type)) {
      known->of = entry;
    } else {
      entries_.push_back({entry, ReferenceWindow(entry.type).has_value()});
    }
  }
  return Ok();
}

const RequestWindows::Entry* RequestWindows::Find(std::uint8_t type) const {
  for (const Entry& entry : entries_) {
    if (entry.of.type == type) return &entry;
  }
  return nullptr;
}

bool RequestWindows::Covers(std::uint8_t type) const {
  const Entry* entry = Find(type);
  return entry != nullptr && entry->covers;
}

bool RequestWindows::Begin(std::uint8_t type) {
  Entry* entry = Find(type);
  if (entry == nullptr || entry->of.window == 0) return true;
  if (entry->under_way >= entry->of.window) return false;
  ++entry->under_way;
  return true;
}

void RequestWindows::End(std::uint8_t type) {
  Entry* entry = Find(type);
  if (entry != nullptr && entry->under_way > entry->ended) --entry->under_way;
}

void RequestWindows::EndSoon(std::uint8_t type) {
  Entry* entry = Find(type);
  if (entry == nullptr || entry->ended >= entry->under_way) return;
  ++entry->ended;
  some_ended_ = true;
}

void RequestWindows::Settle() {
  if (!std::exchange(some_ended_, false)) return;
  for (Entry& entry : entries_) entry.under_way = static_cast<std::uint16_t>(entry.under_way - std::exchange(entry.ended, {}));
}

}  // namespace dragoman::chia
