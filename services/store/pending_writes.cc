#include "services/store/pending_writes.h"

#include <algorithm>

namespace dragoman::store {
namespace {

constexpr std::size_t kBookkeepingBytes = 256;  // queue item, key and map node of one write, rounded up

// SQLite holds rows below 1'000'000'000 bytes; a larger one would fail for ever and hold up all behind it.
constexpr std::size_t kLargestWriteBytes = 900'000'000;

// A view is copied, and a small part of a large block too: it would pin all of it.
Slice Kept(const Slice& slice) {
  return slice.owns() && slice.pinned() <= 4 * slice.size() ? slice : Slice::Copy(slice);
}

std::string ObjectKey(std::string_view kind, Bytes id) {
  std::string key;
  key.reserve(kind.size() + 1 + id.size());
  key.append(kind).append(1, '\0').append(AsText(id));
  return key;
}

std::size_t SizeOf(const Write& write) {
  if (const auto* object = std::get_if<Object>(&write)) {
    return object->kind.size() + object->id.size() + std::max(object->raw.size(), object->raw.pinned());
  }
  if (const auto* cursor = std::get_if<CursorWrite>(&write)) return cursor->name.size() + cursor->value.size();
  if (const auto* peer = std::get_if<PeerRecord>(&write)) return peer->address.size() + peer->note.size();
  return std::get<PeerForgotten>(write).address.size();
}

}  // namespace

Status PendingWrites::Add(Write write) {
  Item item{std::move(write), std::string(), 0};
  auto* object = std::get_if<Object>(&item.write);
  auto* cursor = std::get_if<CursorWrite>(&item.write);
  if (object != nullptr) {
    item.key = ObjectKey(object->kind, object->id);
    if (objects_.contains(item.key)) return Ok();
    if (object->raw.size() <= limit_bytes_) object->raw = Kept(object->raw);
    object->id = Kept(object->id);
  }
  item.charge = SizeOf(item.write) + kBookkeepingBytes;
  const std::size_t largest = std::min(limit_bytes_, kLargestWriteBytes);
  if (item.charge > largest) {
    return Status(Code::kBadRequest, "{} bytes are more than the store's queue takes ({})", item.charge, largest);
  }
  if (bytes_ + item.charge > limit_bytes_) {
    return Status(Code::kOverload, "the store's queue is full: {} of {} bytes", bytes_, limit_bytes_);
  }
  if (cursor != nullptr) item.key = cursor->name;

  bytes_ += item.charge;
  queue_.push_back(std::move(item));
  const Item& added = queue_.back();
  if (object != nullptr) objects_.emplace(added.key, &added.write);
  if (cursor != nullptr) cursors_[added.key] = &added.write;
  return Ok();
}

const Object* PendingWrites::FindObject(std::string_view kind, Bytes id) const {
  const auto found = objects_.find(ObjectKey(kind, id));
  return found == objects_.end() ? nullptr : &std::get<Object>(*found->second);
}

const std::string* PendingWrites::FindCursor(std::string_view name) const {
  const auto found = cursors_.find(std::string(name));
  return found == cursors_.end() ? nullptr : &std::get<CursorWrite>(*found->second).value;
}

std::vector<const Write*> PendingWrites::Front(std::size_t bytes, std::size_t count) const {
  std::vector<const Write*> front;
  std::size_t held = 0;
  for (const Item& item : queue_) {
    held += item.charge;
    if (!front.empty() && (front.size() >= count || held > bytes)) break;
    front.push_back(&item.write);
  }
  return front;
}

std::vector<Write> PendingWrites::TakeFront(std::size_t count) {
  std::vector<Write> taken;
  taken.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Item& item = queue_.front();
    if (std::holds_alternative<Object>(item.write)) objects_.erase(item.key);
    if (const auto latest = cursors_.find(item.key); latest != cursors_.end() && latest->second == &item.write) {
      cursors_.erase(latest);
    }
    bytes_ -= item.charge;
    taken.push_back(std::move(item.write));
    queue_.pop_front();
  }
  taken_ += count;
  return taken;
}

}  // namespace dragoman::store
