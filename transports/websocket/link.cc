#include "transports/websocket/link.h"

#include "transports/websocket/stream.h"

namespace dragoman {

void WebSocketDialer::Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) {
  auto tell = [address, failed](const LinkInfo&, const Status& why) {
    Status told = Status::Because(why.code(), "cannot reach " + address + ": " + why.Text());
    if (!why.hint().empty()) told.Next(why.hint().data());
    failed(std::move(told));
  };
  auto make = [options = options_, adopt = std::move(adopt), tell = std::move(tell)](
                  LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
    return std::unique_ptr<Stream>(std::make_unique<WebSocketStream>(options, std::move(link), host, adopt, tell));
  };
  below_.DialStream(address, std::move(make), std::move(failed));
}

MakeStream AcceptWebSocket(std::shared_ptr<const WebSocketOptions> options, Adopt adopt,
                           std::function<void(const LinkInfo&, const Status&)> failed) {
  return [options = std::move(options), adopt = std::move(adopt), failed = std::move(failed)](
             LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
    return std::unique_ptr<Stream>(std::make_unique<WebSocketStream>(options, std::move(link), host, adopt, failed));
  };
}

}  // namespace dragoman
