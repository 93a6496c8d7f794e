#include "apps/dragoman/wires.h"

namespace dragoman {
namespace {

TlsOptions TlsFor(const TlsRule& rule, const Identity& identity) {
  TlsOptions options;
  options.certificate = identity.certificate;
  options.key = identity.key;
  options.authorities = rule.authority_certificate;
  return options;
}

CloseWords Farewell(const Status& why) {
  const Verdict* verdict = why.verdict();
  if (verdict == nullptr) return FarewellFor(why);
  return CloseWords{static_cast<CloseCode>(verdict->close_code), verdict->close_reason};
}

std::pair<int, std::string> Refusal(const Status& why) {
  constexpr int kForbidden = 403;
  constexpr int kUnavailable = 503;
  return {why.code() == Code::kClosed ? kForbidden : kUnavailable, why.Text()};
}

std::shared_ptr<WebSocketOptions> WebSocketFor(const WebSocketRule& rule) {
  auto options = std::make_shared<WebSocketOptions>();
  options->path = rule.path;
  options->largest = rule.largest;
  options->opening = rule.opening;
  options->pong_within = rule.pong_within;
  options->text_refused = {static_cast<CloseCode>(rule.text_refused.close_code), rule.text_refused.close_reason};
  options->farewell = Farewell;
  options->refusal = Refusal;
  return options;
}

// A host that is turned away hears it in the words of its network.
Adopt InTheirWords(Adopt adopt, std::string (*turned_away)(std::string_view host)) {
  if (turned_away == nullptr) return adopt;
  return [adopt = std::move(adopt), turned_away](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
    const std::string remote(HostOf(link.remote));
    Result<std::unique_ptr<Session>> session = adopt(std::move(link), host);
    if (session.ok() || session.status().code() != Code::kClosed) return session;
    return Status::Because(Code::kClosed, turned_away(remote));
  };
}

}  // namespace

Result<std::unique_ptr<Wires>> Wires::Make(const Dialect& dialect, const std::optional<Identity>& identity, Loop& loop,
                                           DialOptions options) {
  std::unique_ptr<Wires> wires(new Wires(dialect, loop, std::move(options)));
  StreamDialer* below = &wires->tcp_;
  if (dialect.tls().has_value()) {
    Result<std::shared_ptr<const TlsContext>> accepting = TlsContext::ForAcceptor(TlsFor(*dialect.tls(), *identity));
    if (!accepting.ok()) return accepting.status();
    TlsOptions dialing = TlsFor(*dialect.tls(), *identity);
    if (dialect.tls()->dials_older) dialing.least = TlsVersion::k12;
    Result<std::shared_ptr<const TlsContext>> dials = TlsContext::ForDialer(std::move(dialing));
    if (!dials.ok()) return dials.status();
    wires->accepting_ = std::move(*accepting);
    wires->dialing_ = std::move(*dials);
    below = &wires->tls_.emplace(*below, wires->dialing_);
  }
  if (dialect.transport() == Transport::kWebSocket) {
    wires->accepts_ = WebSocketFor(dialect.websocket());
    auto dials = WebSocketFor(dialect.websocket());
    dials->ping_every = dialect.websocket().ping_every;
    wires->dials_ = std::move(dials);
    wires->websocket_.emplace(*below, wires->dials_);
  }
  return wires;
}

Dialer& Wires::dialer() {
  if (websocket_.has_value()) return *websocket_;
  if (tls_.has_value()) return *tls_;
  return tcp_;
}

MakeStream Wires::Accept(Adopt adopt) const {
  MakeStream make = dialect_.transport() == Transport::kWebSocket
                        ? AcceptWebSocket(accepts_, InTheirWords(std::move(adopt), dialect_.websocket().turned_away))
                        : Plain(std::move(adopt));
  return accepting_ == nullptr ? make : AcceptTls(accepting_, std::move(make));
}

}  // namespace dragoman
