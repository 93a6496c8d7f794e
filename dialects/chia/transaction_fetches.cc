#include "dialects/chia/transaction_fetches.h"

namespace dragoman::chia {

bool TransactionFetches::Part::Announced(const Hash256& id, const Mempool::Announcement& heard) {
  const std::lock_guard lock(all_.mutex_);
  if (ids_.contains(id) || ids_.size() >= kMostOfOnePeer) return false;
  Fetch& fetch = all_.fetches_[id];
  if (fetch.announcers >= kMostAnnouncers) return false;
  const bool first = fetch.announcers++ == 0;
  if (first) {
    fetch.asked = this;
  } else {
    fetch.waiting.push_back(Announcer{this, heard});
  }
  ids_.insert(id);
  return first;
}

void TransactionFetches::Over(Part& part, const Hash256& id, bool ends) {
  const std::lock_guard lock(mutex_);
  const Place place = fetches_.find(id);
  if (place == fetches_.end() || place->second.asked != &part) return;
  part.ids_.erase(id);
  if (!ends) return AskNext(place);
  for (const Announcer& other : place->second.waiting) other.part->ids_.erase(id);
  fetches_.erase(place);
}

void TransactionFetches::Leave(Part& part) {
  const std::lock_guard lock(mutex_);
  for (const Hash256& id : part.ids_) {
    const Place place = fetches_.find(id);
    std::erase_if(place->second.waiting, [&part](const Announcer& other) { return other.part == &part; });
    if (place->second.asked == &part) AskNext(place);
  }
}

void TransactionFetches::AskNext(Place place) {
  Fetch& fetch = place->second;
  if (fetch.waiting.empty()) {
    fetches_.erase(place);
    return;
  }
  const Announcer next = fetch.waiting.front();
  fetch.waiting.pop_front();
  fetch.asked = next.part;
  next.part->begin_(place->first, next.heard);
}

}  // namespace dragoman::chia
