#include "apps/dragoman/rpc_door.h"

#include <algorithm>
#include <chrono>

#include "core/observe/log.h"
#include "transports/tls/link.h"

namespace dragoman {

Result<std::unique_ptr<RpcDoor>> RpcDoor::Open(const std::string& address, const RpcKeys& keys, const RpcRule& rule,
                                               RpcGround ground, std::span<Loop* const> loops, ListenOptions limits) {
  TlsOptions options;
  options.certificate = keys.certificate;
  options.key = keys.key;
  options.authorities = keys.authority;
  Result<std::shared_ptr<const TlsContext>> tls = TlsContext::ForAcceptor(std::move(options));
  if (!tls.ok()) return Status::Because(tls.status().code(), "--rpc: " + tls.status().ToString());
  std::unique_ptr<RpcDoor> door(new RpcDoor(rule, std::move(ground)));
  const HttpHandler handle = [at = door.get()](const LinkInfo&, const http::Request& request, const HttpAnswer& answer) {
    at->Take(request, answer);
  };
  limits.refused = [at = door.get()](const std::string& remote, const Status& why) { at->Refused(remote, why); };
  MakeStream make = AcceptTls(*tls, AcceptHttp(std::make_shared<const HttpServerOptions>(), handle),
                              [at = door.get()](const LinkInfo& link, const Status& why) { at->Refused(link.remote, why); });
  Result<Listener> listener = Listen(address, loops, std::move(make), std::move(limits));
  if (!listener.ok()) return listener.status();
  door->listener_ = std::move(*listener);
  return door;
}

void RpcDoor::Take(const http::Request& request, const HttpAnswer& answer) {
  const std::string endpoint(request.path().substr(request.path().starts_with('/') ? 1 : 0));
  if (std::ranges::find(rule_.endpoints, endpoint) == rule_.endpoints.end()) {
    return answer(http::TextResponse(404, "There is no /" + endpoint + ". POST /get_routes lists what there is."));
  }
  if (request.method != "POST") {
    http::Response refused = http::TextResponse(405, "Ask with POST and a JSON object, such as {}.");
    refused.headers.emplace_back("Allow", "POST");
    return answer(std::move(refused));
  }
  Result<Json> asked = Json::Parse(request.body);
  if (!asked.ok()) return answer(http::TextResponse(500, "The body is no JSON: " + asked.status().ToString()));
  const RpcAnswer say = [answer](std::string json) {
    http::Response response;
    response.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    response.body = std::move(json);
    answer(std::move(response));
  };
  const Status taken = calls_.Submit([this, call = RpcCall{endpoint, std::move(*asked)}, say] {
    if (!over_) rule_.handle(ground_, call, say);
  });
  if (!taken.ok()) answer(http::TextResponse(503, "Too many calls wait for an answer. Ask again later."));
}

void RpcDoor::Refused(const std::string& remote, const Status& why) {
  using std::chrono::seconds;
  const std::int64_t now = std::chrono::floor<seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  if (refusal_told_.exchange(now) != now) log::Warning("RPC: refused " + remote + ": " + why.ToString());
}

}  // namespace dragoman
