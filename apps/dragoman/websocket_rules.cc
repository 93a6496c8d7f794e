#include "apps/dragoman/websocket_rules.h"

#include "core/peer/ip_range.h"
#include "core/session/session.h"

namespace dragoman {
namespace {

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

}  // namespace

std::shared_ptr<WebSocketOptions> OptionsFor(const WebSocketRule& rule) {
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

Adopt InTheirWords(Adopt adopt, std::string (*turned_away)(std::string_view host)) {
  if (turned_away == nullptr) return adopt;
  return [adopt = std::move(adopt), turned_away](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
    const std::string remote(HostOf(link.remote));
    Result<std::unique_ptr<Session>> session = adopt(std::move(link), host);
    if (session.ok() || session.status().code() != Code::kClosed) return session;
    return Status::Because(Code::kClosed, turned_away(remote));
  };
}

}  // namespace dragoman
