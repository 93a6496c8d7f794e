#include "tests/session/chia/told.h"

#include <algorithm>
#include <set>

#include "core/base/hex.h"
#include "core/base/json.h"
#include "dialects/chia/chia_inspector.h"

namespace dragoman::chia::live {
namespace {

constexpr const char* kOurs = "(its own)";

std::int64_t Number(const Json& json) { return json.Int64().ok() ? *json.Int64() : -1; }

Json HeightsFrom(const Json& fields, const std::string& fork) {
  const std::int64_t height = Number(fields["height"]);
  Json told;
  for (const auto& [name, value] : fields.AsObject()) {
    if (name == fork) {
      told.Set("blocks above the fork", Json(height - Number(value)));
    } else if (name != "items") {
      told.Set(name, kOurs);
    }
  }
  return told;
}

Json Without(const Json& fields, const std::set<std::string>& names) {
  Json told;
  for (const auto& [name, value] : fields.AsObject()) told.Set(name, names.contains(name) ? Json(kOurs) : value);
  return told;
}

// Of a block that the recording does not have: which coins, and created or spent in that block or when.
Json CoinStates(const Json& fields) {
  const std::int64_t height = Number(fields["height"]);
  Json told = HeightsFrom(fields, "fork_height");
  Json items{Json::Array()};
  for (const Json& item : fields["items"].AsArray()) {
    Json state;
    for (const auto& [name, value] : item.AsObject()) {
      state.Set(name, name != "coin" && Number(value) == height ? Json("in this block") : value);
    }
    items.Push(std::move(state));
  }
  told.Set("items", std::move(items));
  return told;
}

Json WithoutTimes(const Json& fields) {
  Json list{Json::Array()};
  for (const Json& entry : fields["peer_list"].AsArray()) {
    list.Push(Json(entry["host"].AsString() + ' ' + entry["port"].Dump()));
  }
  Json told;
  told.Set("peer_list", std::move(list));
  return told;
}

// The node keeps them in no order.
Json Sorted(const Json& fields) {
  std::set<std::string> ids;
  for (const Json& id : fields["coin_ids"].AsArray()) ids.insert(id.AsString());
  Json list{Json::Array()};
  for (const std::string& id : ids) list.Push(Json(id));
  list.Push(Json(std::to_string(fields["coin_ids"].AsArray().size()) + " of them"));
  Json told;
  told.Set("coin_ids", std::move(list));
  return told;
}

Json Comparable(const std::string& type, const Json& fields) {
  if (type == "new_peak" || type == "new_peak_wallet") return HeightsFrom(fields, "fork_point_with_previous_peak");
  if (type == "coin_state_update") return CoinStates(fields);
  if (type == "respond_peers") return WithoutTimes(fields);
  if (type == "respond_remove_coin_subscriptions") return Sorted(fields);
  if (type == "handshake") return Without(fields, {"software_version", "server_port"});
  if (type == "request_mempool_transactions") return Without(fields, {"filter"});
  return fields;
}

}  // namespace

std::string Told(Bytes frame, bool coins) {
  const Result<Json> decoded = ChiaInspector().Decode(frame);
  if (!decoded.ok() || decoded->Find("fields") == nullptr) return "no frame: " + ToHex(frame);
  const std::string& type = (*decoded)["type"].AsString();
  Json fields = Comparable(type, (*decoded)["fields"]);
  if (!coins) fields = Without(fields, {"coin_states"});
  return type + " id " + (*decoded)["id"].Dump() + ' ' + fields.Dump();
}

}  // namespace dragoman::chia::live
