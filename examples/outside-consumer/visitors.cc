#include "visitors.h"

namespace guestbook {

using namespace dragoman;  // NOLINT: this file plugs into it

Status Visitors::Start(Router& router, NetworkId network) {
  hears_ = router.Subscribe([this, network](const Event& event) {
    if (event.network == network && std::holds_alternative<event::PeerConnected>(event.body)) ++came_;
  });
  return user::Serve(router, network, user::ServiceName("visitors"),
                     [this](const user::Request& request, const user::Sink& reply) { Answer(request, reply); });
}

// Message 1 asks how many have come. The answer is written by a thread of our own, later.
void Visitors::Answer(const user::Request& request, const user::Sink& reply) {
  if (request.message != 1) return reply(Status(Code::kBadRequest, "visitors answers message 1 only"));
  const Status accepted = writers_.Submit([this, reply, from = request.from] {
    const std::string text = "You are visitor " + std::to_string(came_) + ", from " + from;
    user::Reply answer;
    answer.message = 1;
    answer.body = Slice::Copy(Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
    reply(user::Answer(std::move(answer)));
  });
  if (!accepted.ok()) reply(accepted);
}

}  // namespace guestbook
