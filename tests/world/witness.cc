#include "tests/world/witness.h"

#include <algorithm>

#include "core/base/hex.h"

namespace dragoman::world {
namespace {

std::string Text(const Hash256& hash) { return ToHexReversed(hash).substr(56); }

std::vector<Hash256> Followed(Life& life) {
  std::vector<Hash256> followed;
  const std::int64_t height = life.chain()->tip().height;
  for (std::int64_t at = 0; at <= height; ++at) {
    life.router().Call<chain::BlockQuery, chain::BlockRecord>(
        life.network_id(), chain::kHeader, chain::ByHeight(at), [&followed](const Result<chain::BlockRecord>& record) {
          followed.push_back(record.ok() ? record->hash : Hash256());
        });
  }
  return followed;
}

}  // namespace

void Witness::Complain(const std::string& what) {
  complaints_.push_back(name_ + ", life " + std::to_string(lives_) + ": " + what);
}

std::set<Hash256> Witness::OnDisk(Life& life) {
  std::set<Hash256> found;
  const Status scanned = life.store()->Scan("block", 0, [&](const store::StoredObject& object) {
    Hash256 hash{};
    if (object.id.size() != hash.size()) return Status(Code::kStorage, "an id of {} bytes", object.id.size());
    std::copy(object.id.begin(), object.id.end(), hash.begin());
    if (!found.insert(hash).second) Complain("block " + Text(hash) + " is stored twice");
    const Slice known = blocks_.Find(hash);
    if (!std::ranges::equal(object.raw, known)) Complain("block " + Text(hash) + " is stored with other bytes");
    return Ok();
  });
  if (!scanned.ok()) Complain("the store cannot be read: " + scanned.ToString());
  return found;
}

void Witness::Begin(Life& life) {
  ++lives_;
  std::set<Hash256> has = OnDisk(life);
  for (const Hash256& hash : had_) {
    if (!has.contains(hash)) Complain("block " + Text(hash) + " was on the disk and is lost");
  }
  for (const Hash256& hash : taken_) {
    if (all_kept_ && !has.contains(hash)) Complain("block " + Text(hash) + " was taken, the end was in good order, and it is lost");
  }
  for (const Hash256& hash : has) {
    const bool genesis = hash == Hash256(followed_.empty() ? hash : followed_.front());
    if (lives_ > 1 && !genesis && !had_.contains(hash) && !taken_.contains(hash)) {
      Complain("block " + Text(hash) + " is on the disk and nobody has told of it");
    }
  }
  had_ = std::move(has);
  taken_.clear();
  followed_ = Followed(life);
  if (lives_ > 1 && followed_.size() > std::max<std::size_t>(had_.size(), 1)) {
    Complain("it follows more blocks than it has");
  }
}

void Witness::Hear(const Event& event) {
  if (const auto* received = std::get_if<event::BlockReceived>(&event.body); received != nullptr && received->first) {
    if (had_.contains(received->hash)) Complain("block " + Text(received->hash) + " was on the disk and is told as new");
    if (!taken_.insert(received->hash).second) Complain("block " + Text(received->hash) + " is told as new twice");
    return;
  }
  const auto* step = std::get_if<event::ChainStep>(&event.body);
  if (step == nullptr) return;
  const auto height = static_cast<std::size_t>(step->height);
  if (step->step == "UNDO") {
    ++undone_;
    const bool fits = height + 1 == followed_.size() && followed_.back() == step->hash;
    if (!fits) Complain("UNDO of " + Text(step->hash) + " at " + std::to_string(height) + ", which is not the tip");
    if (!followed_.empty()) followed_.pop_back();
  } else {
    if (height != followed_.size()) {
      Complain("NEW at height " + std::to_string(height) + " where " + std::to_string(followed_.size()) + " comes next");
    }
    followed_.push_back(step->hash);
  }
}

void Witness::CheckStore(Life& life) {
  if (followed_ != Followed(life)) Complain("its events tell another chain than it follows");
  const Status flushed = life.store()->Flush();
  if (!flushed.ok()) return Complain("the last commit failed: " + flushed.ToString());
  const std::set<Hash256> has = OnDisk(life);
  for (const Hash256& hash : followed_) {
    if (!has.contains(hash)) Complain("block " + Text(hash) + " of its chain is not in its store");
  }
  for (const Hash256& hash : has) {
    const bool told = had_.contains(hash) || taken_.contains(hash) || hash == followed_.front();
    if (!told) Complain("block " + Text(hash) + " is in its store and nobody has told of it");
  }
}

}  // namespace dragoman::world
