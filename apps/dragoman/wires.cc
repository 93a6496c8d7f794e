#include "apps/dragoman/wires.h"

#include <algorithm>

#include "apps/dragoman/websocket_rules.h"

namespace dragoman {
namespace {

TlsOptions TlsFor(const TlsRule& rule, const Identity& identity) {
  TlsOptions options;
  options.certificate = identity.certificate;
  options.key = identity.key;
  options.authorities = rule.authority_certificate;
  return options;
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
    wires->accepts_ = OptionsFor(dialect.websocket());
    auto dials = OptionsFor(dialect.websocket());
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

MakeStream Wires::Accept(Adopt adopt, const Failed& failed) const {
  MakeStream make = dialect_.transport() == Transport::kWebSocket
                        ? AcceptWebSocket(accepts_, InTheirWords(std::move(adopt), dialect_.websocket().turned_away), failed)
                        : Plain(std::move(adopt));
  return accepting_ == nullptr ? make : AcceptTls(accepting_, std::move(make), failed);
}

ListenOptions Wires::Opening(const Limits& limits) {
  ListenOptions options;
  options.most_opening = limits.opening;
  options.per_netgroup = std::min(limits.per_netgroup, (options.most_opening + 1) / 2);
  options.exempt = limits.exempt;
  return options;
}

Result<Listener> Wires::Listen(const std::string& address, std::span<Loop* const> loops, Node& node) const {
  const auto adopt = [&node](LinkInfo link, Host& host) { return node.Adopt(std::move(link), host); };
  MakeStream make = Accept(adopt, [&node](const LinkInfo& link, const Status& why) { node.Refused(link.remote, why); });
  const bool opens = accepting_ != nullptr || websocket_.has_value();
  if (opens) {
    // Whom nobody wants costs no handshake.
    make = [&node, make = std::move(make)](LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
      DRAGOMAN_TRY(node.Screen(link));
      return make(std::move(link), host);
    };
  }
  ListenOptions options = Opening(node.limits());
  options.refused = [&node](const std::string& remote, const Status& why) { node.Refused(remote, why); };
  return dragoman::Listen(address, loops, std::move(make), std::move(options));
}

}  // namespace dragoman
