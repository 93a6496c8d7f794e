#include "transports/tls/link.h"

#include "transports/tls/stream.h"

namespace dragoman {

void TlsDialer::DialStream(const std::string& address, MakeStream make, std::function<void(Status)> failed) {
  auto tell = [address, failed](const LinkInfo&, const Status& why) {
    Status told = Status::Because(why.code(), "cannot reach " + address + ": " + why.Text());
    if (!why.hint().empty()) told.Next(why.hint().data());
    failed(std::move(told));
  };
  below_.DialStream(
      address,
      [context = context_, make = std::move(make), tell = std::move(tell)](
          LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
        return std::unique_ptr<Stream>(std::make_unique<TlsStream>(context, std::move(link), host, make, tell));
      },
      std::move(failed));
}

MakeStream AcceptTls(std::shared_ptr<const TlsContext> context, MakeStream make,
                     std::function<void(const LinkInfo&, const Status&)> failed) {
  return [context = std::move(context), make = std::move(make), failed = std::move(failed)](
             LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
    return std::unique_ptr<Stream>(std::make_unique<TlsStream>(context, std::move(link), host, make, failed));
  };
}

}  // namespace dragoman
