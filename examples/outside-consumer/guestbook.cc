#include "guestbook.h"

#include <dragoman/service.h>

namespace guestbook {
namespace {

using namespace dragoman;  // NOLINT: this file describes one of its dialects

constexpr std::size_t kMaxBody = 4096;

// Whatever is asked goes to the service of that name.
Task<Status> PassOn(Peer& peer, const Received<Ask>& ask) {
  const user::ServiceName name(ask->service);
  user::Request question;
  question.service = ask->service;
  question.message = ask->message;
  question.body = ask->body;
  question.from = peer.link().remote;
  const auto call = name.call();
  const Result<user::Answer> answer = co_await peer.Call(call, question);
  if (!answer.ok()) {
    No no;
    no.reason = answer.status().Text();
    co_return peer.Answer(ask, no);
  }
  if (!answer->has_value()) co_return Ok();
  Told told;
  told.message = static_cast<std::uint32_t>((*answer)->message);
  told.body = (*answer)->body;
  co_return peer.Answer(ask, told);
}

Status WhyNot(const No& no) { return Status::Because(Code::kNotFound, no.reason); }

}  // namespace

Status Register(DialectRegistry& registry) {
  Dialect guestbook("guestbook");
  guestbook.Listen(Transport::kTcp, 7111)
      .Frame(LengthPrefix{.width = 2, .order = std::endian::big, .limit = kMaxBody})
      .Message<Ask>({.bytes = kMaxBody, .per_second = 100})
      .Message<Told>({.bytes = kMaxBody})
      .Message<No>({.bytes = kMaxBody})
      .Replies<Ask, Told>()
      .Refusal<No>(WhyNot)
      .Answer<Ask>(PassOn);
  return registry.Add(std::move(guestbook));
}

}  // namespace guestbook
