#include "dialects/chia/rpc/connections.h"

#include <algorithm>

#include "core/peer/node.h"
#include "dialects/chia/roster.h"
#include "dialects/chia/rpc/request.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia::rpc {
namespace {

// Seconds since 1970, as Python's time.time().
double WallTime(const Clock& clock, Instant when) {
  const Duration ago = clock.Now() - when;
  return static_cast<double>(clock.WallNanos()) / 1e9 - std::chrono::duration<double>(ago).count();
}

JsonText ConnectionOf(const Context& context, const Roster::Member& member, const PeerView& view) {
  JsonText link;
  const Instant heard = *member.heard_at;
  link.Set("type", static_cast<unsigned>(member.type))
      .Set("local_port", context.port.load())
      .Set("peer_host", member.host)
      .Set("peer_port", member.port)
      .Set("peer_server_port", member.server_port)
      .Set("node_id", member.node_id)
      .Set("creation_time", WallTime(*context.clock, view.since))
      .Set("bytes_read", view.bytes_in)
      .Set("bytes_written", view.bytes_out)
      .Set("last_message_time", heard == Instant() ? 0.0 : WallTime(*context.clock, heard))
      .Set("peak_height", nullptr)
      .Set("peak_weight", nullptr)
      .Set("peak_hash", nullptr);
  if (member.peak.has_value()) {
    link.Set("peak_height", member.peak->height)
        .Set("peak_weight", member.peak->weight)
        .Set("peak_hash", member.peak->hash);
  }
  return link;
}

}  // namespace

Outcome GetConnections(const RpcGround& ground, const Json& request) {
  std::optional<std::uint32_t> wanted;
  if (request.Find("node_type") != nullptr) {
    const Result<std::uint32_t> type = Uint32In(request, "node_type");
    if (!type.ok()) return Unknown(type.status());
    if (*type < 1 || *type > 8) return Unknown(std::to_string(*type) + " is not a valid NodeType");
    wanted = *type;
  }
  const std::vector<PeerView> views = ground.node->Peers();
  std::vector<JsonText> links;
  for (const Roster::Member& member : ground.node->commons().Get<Roster>().Members()) {
    if (wanted.has_value() && static_cast<std::uint32_t>(member.type) != *wanted) continue;
    const auto view = std::ranges::find(views, member.remote, &PeerView::address);
    // One that has just gone is left out.
    if (view != views.end()) links.push_back(ConnectionOf(ground.node->context(), member, *view));
  }
  JsonText answer;
  answer.Set("connections", links);
  return answer;
}

Outcome CloseConnection(const RpcGround& ground, const Json& request) {
  const Result<Hash256> node_id = HashIn(request, "node_id");
  if (!node_id.ok()) return Unknown(node_id.status());
  bool found = false;
  for (const Roster::Member& member : ground.node->commons().Get<Roster>().Members()) {
    if (member.node_id != *node_id) continue;
    found = true;
    Status told(Code::kClosed, "somebody asked for it by RPC");
    member.end(told.With(verdict::kUnsuitable));
  }
  if (!found) return Unknown("Connection with node_id " + ToHex(*node_id) + " does not exist");
  return JsonText();
}

void OpenConnection(const RpcGround& ground, const Json& request, const std::function<void(Outcome)>& finish) {
  const std::string host = request["host"].AsString();
  if (host.empty()) return finish(Unknown("host: must be a name or an address"));
  const Result<std::uint32_t> port = Uint32In(request, "port");
  if (!port.ok()) return finish(Unknown(port.status()));
  if (*port == 0 || *port > 0xFFFF) return finish(Unknown("port: must be an integer from 1 to 65535"));
  const std::string digits = std::to_string(*port);
  const auto refuse = [finish, host, digits](const std::string& why) {
    // Here the reference has no structured error either.
    JsonText refused;
    refused.Set("error", "could not connect to PeerInfo(_ip=" + host + ", _port=" + digits + "): " + why);
    finish(Declined{std::move(refused)});
  };
  for (const Roster::Member& member : ground.node->commons().Get<Roster>().Members()) {
    if (member.host == host && member.server_port == *port) return refuse("we are connected to it");
  }
  const bool bare_ipv6 = host.find(':') != host.npos && !host.starts_with('[');
  ground.dial((bare_ipv6 ? "[" + host + "]" : host) + ":" + digits, [finish, refuse](const Status& why) {
    if (!why.ok()) return refuse(why.ToString());
    finish(JsonText());
  });
}

}  // namespace dragoman::chia::rpc
