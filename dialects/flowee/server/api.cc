#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/user_services.h"

namespace dragoman::flowee {
namespace {

// The API server's ids; above them a service without a handler is not answered (wire/flowee.md 8.2), unless it is
// somebody's own.
constexpr std::int32_t kLastApiService = 15;

api::VersionReply OurVersion() {
  api::VersionReply reply;
  reply.version = hub::kVersion;
  return reply;
}

}  // namespace

Status Fail(Peer& peer, const Envelope& request, std::string_view reason) {
  api::CommandFailed failed;
  failed.reason = reason;
  failed.service = ServiceOf(request.native);
  failed.message = MessageOf(request.native);
  return peer.AnswerTo(request, failed);
}

Task<Status> AnswerVersion(Peer& peer, const Received<api::Version>& request) {
  static const api::VersionReply reply = OurVersion();  // always the same text, so it is made once
  co_return peer.Answer(request, reply);
}

Task<Status> AnswerTheRest(Peer& peer, const Envelope& message) {
  if (!peer.inbound()) co_return Ok();
  const std::int32_t service = ServiceOf(message.native);
  if (service > kLastApiService) {
    if (!ServedByUser(peer, service)) co_return Ok();
    co_return co_await AskUserService(peer, message);
  }
  co_return Fail(peer, message, hub::kUnsupported);
}

}  // namespace dragoman::flowee
