#include "dialects/flowee/server/user_services.h"

#include "core/peer/within.h"
#include "core/router/user.h"
#include "dialects/flowee/header.h"
#include "dialects/flowee/server/answers.h"

namespace dragoman::flowee {
namespace {

using Asked = Result<user::Answer>;

// Message ids are 32 bits wide, and the highest does not fit its token (wire/flowee.md 3.3).
bool Sendable(std::int64_t message) {
  return message >= std::numeric_limits<std::int32_t>::min() && message <= kMaxInt32Class;
}

Task<Asked> Ask(Peer& peer, const user::ServiceName& name, const user::Request& request) {
  const CallName<user::Request, user::Answer> call = name.call();
  co_return co_await peer.Call(call, request);
}

Status SendAnswer(Peer& peer, const Envelope& request, const user::Reply& reply) {
  if (!Sendable(reply.message)) return Fail(peer, request, "the service answered with a message id above 32 bits");
  Envelope envelope;
  envelope.native = PackNative(ServiceOf(request.native), static_cast<std::int32_t>(reply.message));
  envelope.id = request.id;
  envelope.head = EchoedTags(request.head);
  envelope.body = reply.body;
  const Status sent = peer.SendEnvelope(envelope);
  return sent.ok() ? Ok() : Fail(peer, request, "the service answered with " + sent.Text());
}

}  // namespace

bool ServedByUser(const Peer& peer, std::int32_t service) {
  const Context& context = peer.context();
  return context.router->Serves(context.network, user::ServiceName(service).text());
}

Task<Status> AskUserService(Peer& peer, const Envelope& message) {
  const user::ServiceName name(ServiceOf(message.native));
  user::Request request;
  request.service = name.service();
  request.message = WireMessageOf(message.native);
  request.body = message.body;
  request.head = message.head;
  request.from = peer.link().remote;
  Within<Asked> asking(peer, Ask(peer, name, request), kUserServicePatience);
  const std::optional<Asked> answer = co_await asking;
  if (!answer.has_value()) co_return Fail(peer, message, "the service has not answered in time");
  if (!answer->ok()) co_return Fail(peer, message, answer->status().ToString());
  if (!(*answer)->has_value()) co_return Ok();
  const user::Reply& reply = ***answer;
  co_return SendAnswer(peer, message, reply);
}

}  // namespace dragoman::flowee
