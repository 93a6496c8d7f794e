// The upgrade of a WebSocketStream: HTTP before there is a session.
#include "transports/websocket/opening.h"

#include <algorithm>
#include <cstdlib>

#include <unistd.h>

#include "transports/http/one_line.h"

namespace dragoman {

using websocket::Opcode;

namespace {

// Of the body of an answer that is no upgrade, for the people who look for the reason.
constexpr std::size_t kMostWords = 512;

const http::Limits kLimits;

std::string FreshKey() {
  std::array<std::uint8_t, 16> bytes;
  if (::getentropy(bytes.data(), bytes.size()) != 0) std::abort();
  return websocket::MakeKey(bytes);
}

std::pair<int, std::string> RefusalFor(const Status& why) {
  return {why.fault() == FaultClass::kLocal ? 503 : 403, why.Text()};
}

}  // namespace

WebSocketStream::Opening::Opening(LinkInfo l, Adopt a, std::function<void(const LinkInfo&, Status)> f, Instant d)
    : link(std::move(l)), adopt(std::move(a)), failed(std::move(f)), deadline(d), head(kLimits) {}

void WebSocketStream::Open() {
  if (!dials_) return;
  opening_->key = FreshKey();
  first_out_.Add(AsBytes(websocket::WriteRequest(*options_, opening_->link.remote, opening_->key)));
}

void WebSocketStream::FeedOpening(Bytes& bytes) {
  Opening& opening = *opening_;
  if (opening.refused) return HearRefusal(bytes);
  http::Refusal bad = opening.head.Add(bytes);
  if (!bad.ok()) return dials_ ? FailOpening(std::move(bad.why)) : RefuseRequest(std::move(bad));
  if (!opening.head.done()) return;
  if (!dials_) return Answer();
  HearAnswer();
  if (opening_ != nullptr && opening.refused) HearRefusal(bytes);
}

void WebSocketStream::Answer() {
  http::Request request;
  http::Refusal bad = http::ReadRequest(opening_->head.text(), kLimits, request);
  if (bad.ok()) bad = websocket::Judge(request, *options_);
  if (!bad.ok()) return RefuseRequest(std::move(bad));
  websocket::Agreement agreement;
  const http::Response granted = websocket::Grant(request, *options_, agreement);

  const std::unique_ptr<Opening> opening = std::move(opening_);
  opening->link.upgrade =
      std::make_shared<const Upgrade>(Upgrade{std::move(request.target), std::move(request.headers)});
  Result<std::unique_ptr<Session>> session = opening->adopt(std::move(opening->link), host_);
  if (session.ok()) return Begin(std::move(*session), agreement, http::Write(granted, false));
  auto [status, text] = options_->refusal ? options_->refusal(session.status()) : RefusalFor(session.status());
  SayLast(http::TextResponse(status, std::move(text)));
}

void WebSocketStream::HearAnswer() {
  http::Refusal bad = http::ReadAnswer(opening_->head.text(), kLimits, opening_->answer);
  if (!bad.ok()) return FailOpening(std::move(bad.why));
  if (opening_->answer.status != 101) {
    opening_->refused = true;
    const std::string_view length = http::Find(opening_->answer.headers, "Content-Length");
    if (!length.empty()) opening_->words_left = std::min(kMostWords, std::size_t{std::strtoul(std::string(length).c_str(), nullptr, 10)});
    return;
  }
  websocket::Agreement agreement;
  Status wrong = websocket::Judge(opening_->answer, *options_, opening_->key, agreement);
  if (!wrong.ok()) return FailOpening(std::move(wrong));

  const std::unique_ptr<Opening> opening = std::move(opening_);
  opening->link.upgrade =
      std::make_shared<const Upgrade>(Upgrade{options_->path, std::move(opening->answer.headers)});
  Result<std::unique_ptr<Session>> session = opening->adopt(std::move(opening->link), host_);
  // Not wanted after all: gone without a word.
  if (!session.ok()) return GoneQuietly();
  Begin(std::move(*session), agreement, {});
}

// The beginning of the body says why, mostly.
void WebSocketStream::HearRefusal(Bytes& bytes) {
  const Bytes part = bytes.first(std::min(bytes.size(), opening_->words_left));
  opening_->words += AsText(part);
  opening_->words_left -= part.size();
  bytes = {};
  if (opening_->words_left == 0) FailOpening(TellRefusal());
}

Status WebSocketStream::TellRefusal() const {
  std::string text = "it answered " + std::to_string(opening_->answer.status) + ' ' + http::OneLine(opening_->answer.phrase);
  if (!opening_->words.empty()) text += ": " + http::OneLine(opening_->words);
  return Status::Because(Code::kRefused, std::move(text));
}

void WebSocketStream::Begin(std::unique_ptr<Session> session, const websocket::Agreement& agreement,
                            const std::string& first) {
  session_ = std::move(session);
  if (agreement.deflate) {
    deflater_ = std::make_unique<websocket::Deflater>(*options_->deflate, agreement);
    inflater_ = std::make_unique<websocket::Inflater>(*options_->deflate, agreement, options_->largest);
  }
  const Opcode opcode = options_->sends_text ? Opcode::kText : Opcode::kBinary;
  session_->Wrap(std::make_unique<websocket::FrameWriter>(opcode, dials_ ? &masks_ : nullptr, deflater_.get()));
  // What the first outbox held is sent: a dialer's request, or nothing.
  if (!first.empty()) session_->Say(AsBytes(first));
  Show(session_->out());
  session_->OnWake([this] {
    Settle();
    if (const auto wake = wake_) (*wake)();
  });
  if (options_->ping_every > Duration::zero()) ping_at_ = host_.Now() + options_->ping_every;
  session_->Open();
}

void WebSocketStream::RefuseRequest(http::Refusal refusal) {
  const std::unique_ptr<Opening> opening = std::move(opening_);
  SayLast(websocket::Refuse(refusal));
  if (opening->failed) opening->failed(opening->link, std::move(refusal.why));
}

void WebSocketStream::SayLast(const http::Response& response) {
  first_out_.Add(AsBytes(http::Write(response, true)));
  deaf_ = true;
  close_until_ = host_.Now() + options_->close_wait;
}

void WebSocketStream::GoneQuietly() {
  first_out_.Clear();
  deaf_ = true;
  abandoned_ = true;
}

void WebSocketStream::FailOpening(Status why) {
  const std::unique_ptr<Opening> opening = std::move(opening_);
  GoneQuietly();
  if (opening->failed) opening->failed(opening->link, std::move(why));
}

void WebSocketStream::EndOpening(Status why) {
  if (opening_->refused) return FailOpening(TellRefusal());
  FailOpening(Status::Because(why.code(), "WebSocket upgrade: " + why.Text()));
}

Instant WebSocketStream::OpeningDeadline() const {
  if (opening_ != nullptr) return opening_->deadline;
  return finished() ? kNever : close_until_;
}

void WebSocketStream::TickOpening(Instant now) {
  if (now < OpeningDeadline()) return;
  if (opening_ == nullptr) {
    abandoned_ = true;
    return;
  }
  if (opening_->refused) return FailOpening(TellRefusal());
  FailOpening(Status(Code::kTimedOut, "the WebSocket upgrade took longer than {} s",
                     static_cast<std::uint64_t>(options_->opening / std::chrono::seconds(1))));
}

}  // namespace dragoman
