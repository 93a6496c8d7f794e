#include "services/peers/saved_address.h"

#include "services/peers/bucket_choice.h"

namespace dragoman::peers {
namespace {

std::int64_t NumberIn(const Json& note, std::string_view name) {
  const Result<std::int64_t> number = note[name].Int64();
  return number.ok() ? *number : 0;
}

}  // namespace

Json SavedAddress::Note() const {
  Json note{Json::Object()};
  note.Set("tried", entry.tried);
  note.Set("seen", entry.seen);
  note.Set("source", entry.source.ToString());
  note.Set("failures", entry.failures);
  note.Set("last_try", entry.last_try);
  note.Set("last_counted", entry.last_counted);
  note.Set("last_success", entry.last_success);
  if (entry.anchor) note.Set("anchor", true);
  Json list{Json::Array()};
  for (const std::uint16_t bucket : buckets) list.Push(Json(std::uint32_t{bucket}));
  note.Set("buckets", std::move(list));
  return note;
}

Result<SavedAddress> SavedAddress::Read(std::string_view address, std::string_view text) {
  const std::optional<Endpoint> endpoint = Endpoint::Parse(address);
  if (!endpoint.has_value()) return Status(Code::kBadValue, "the address of a saved peer is none");
  const Result<Json> note = Json::Parse(text);
  if (!note.ok()) return note.status();
  SavedAddress saved;
  saved.entry.endpoint = *endpoint;
  const std::optional<IpAddress> source = IpAddress::Parse((*note)["source"].AsString());
  saved.entry.source = source.value_or(endpoint->ip);
  saved.entry.tried = (*note)["tried"].AsBool();
  saved.entry.anchor = (*note)["anchor"].AsBool();
  saved.entry.seen = NumberIn(*note, "seen");
  saved.entry.failures = static_cast<std::uint32_t>(NumberIn(*note, "failures"));
  saved.entry.last_try = NumberIn(*note, "last_try");
  saved.entry.last_counted = NumberIn(*note, "last_counted");
  saved.entry.last_success = NumberIn(*note, "last_success");
  for (const Json& bucket : (*note)["buckets"].AsArray()) {
    const Result<std::uint64_t> number = bucket.Uint64();
    if (number.ok() && *number < kNewBuckets) saved.buckets.push_back(static_cast<std::uint16_t>(*number));
  }
  return saved;
}

}  // namespace dragoman::peers
