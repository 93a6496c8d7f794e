#include "dialects/chia/rpc/rpc.h"

#include <algorithm>

#include "dialects/chia/rpc/blocks.h"
#include "dialects/chia/rpc/connections.h"
#include "dialects/chia/rpc/state.h"

namespace dragoman::chia {
namespace {

using rpc::Outcome;

Outcome GetRoutes(const RpcGround&, const Json&);
Outcome Done(const RpcGround&, const Json&) { return rpc::JsonText(); }

struct Endpoint {
  const char* name;
  Outcome (*answer)(const RpcGround&, const Json&);
};

constexpr const char* kOpenConnection = "open_connection";  // answers when it is done
constexpr const char* kStopNode = "stop_node";              // answers first

constexpr Endpoint kEndpoints[] = {
    {"get_blockchain_state", rpc::GetBlockchainState},
    {"get_block", rpc::GetBlock},
    {"get_blocks", rpc::GetBlocks},
    {"get_block_record_by_height", rpc::GetBlockRecordByHeight},
    {"get_block_record", rpc::GetBlockRecord},
    {"get_all_mempool_tx_ids", rpc::GetAllMempoolTxIds},
    {"get_network_info", rpc::GetNetworkInfo},
    {"get_connections", rpc::GetConnections},
    {kOpenConnection, nullptr},
    {"close_connection", rpc::CloseConnection},
    {kStopNode, Done},
    {"get_routes", GetRoutes},
    {"get_version", rpc::GetVersion},
    {"healthz", Done},
};

Outcome GetRoutes(const RpcGround&, const Json&) {
  std::vector<std::string> routes;
  for (const Endpoint& endpoint : kEndpoints) routes.push_back("/" + std::string(endpoint.name));
  rpc::JsonText answer;
  answer.Set("routes", routes);
  return answer;
}

void Handle(const RpcGround& ground, const RpcCall& call, const RpcAnswer& answer) {
  const auto finish = [answer](Outcome outcome) { answer(rpc::TextOf(std::move(outcome))); };
  const auto* const found = std::ranges::find(kEndpoints, call.endpoint, &Endpoint::name);
  if (found == std::end(kEndpoints)) return finish(rpc::Unknown("there is no endpoint " + call.endpoint));
  if (!call.request.is_object()) return finish(rpc::Unknown("the request must be a JSON object, such as {}"));
  if (call.endpoint == kOpenConnection) return rpc::OpenConnection(ground, call.request, finish);
  finish(found->answer(ground, call.request));
  if (call.endpoint == kStopNode) ground.stop();
}

}  // namespace

RpcRule Rpc() {
  RpcRule rule;
  for (const Endpoint& endpoint : kEndpoints) rule.endpoints.emplace_back(endpoint.name);
  rule.handle = Handle;
  return rule;
}

}  // namespace dragoman::chia
