#include "transports/websocket/stream.h"

#include <algorithm>
#include <cstring>

#include "core/base/reader.h"
#include "transports/http/one_line.h"
#include "transports/websocket/opening.h"

namespace dragoman {

using websocket::Opcode;

namespace {

// Of a message that has come in part, how much is shown to whoever may refuse it.
constexpr std::size_t kForetellBytes = 16;

}  // namespace

WebSocketStream::WebSocketStream(std::shared_ptr<const WebSocketOptions> options, LinkInfo link, Host& host,
                                 Adopt adopt, std::function<void(const LinkInfo&, Status)> failed)
    : Stream(first_out_), options_(std::move(options)), host_(host), dials_(!link.inbound), masks_(options_->mask) {
  const Instant since = link.since == Instant() ? host.Now() : link.since;
  opening_ = std::make_unique<Opening>(
      Opening(std::move(link), std::move(adopt), std::move(failed), since + options_->opening));
}

WebSocketStream::~WebSocketStream() = default;

void WebSocketStream::OnWake(std::function<void()> wake) {
  wake_ = std::make_shared<const std::function<void()>>(std::move(wake));
}

void WebSocketStream::Feed(const Slice& bytes) {
  if (deaf_ || bytes.empty()) return;
  if (options_->ping_every > Duration::zero()) {
    ping_at_ = host_.Now() + options_->ping_every;
    pong_until_ = kNever;
  }
  Bytes rest = bytes.bytes();
  if (opening_ != nullptr) FeedOpening(rest);
  if (session_ != nullptr && !deaf_ && !rest.empty()) {
    Slice owned = bytes.Owned();
    if (owned.data() == bytes.data()) owned.Show(rest);
    else owned = Slice::Copy(rest);
    FeedFrames(owned);
  }
  Settle();
}

void WebSocketStream::FeedFrames(const Slice& bytes) {
  const Session::Batch batch(*session_);
  Bytes rest = bytes.bytes();
  Slice message = bytes;
  while (!deaf_) {
    if (!in_frame_) {
      if (TakeUsual(message, rest)) continue;
      if (rest.empty() || !TakeHeader(rest) || !BeginFrame()) break;
    }
    if (rest.empty() && left_ > 0) break;
    TakePayload(bytes, rest);
  }
  session_->Hold(Memory());
}

std::size_t WebSocketStream::Memory() const {
  const std::size_t windows = deflater_ == nullptr ? 0 : deflater_->memory() + inflater_->memory();
  return held_below_ + assembly_.memory() + windows;
}

void WebSocketStream::Hold(std::size_t bytes) {
  held_below_ = bytes;
  if (session_ == nullptr || session_->closing()) return;
  session_->Hold(Memory());
  Settle();
}

// The usual frame: a whole binary message that lies whole in what was read, of less than 64 KiB. All others, and whatever
// is wrong, go the long way.
bool WebSocketStream::TakeUsual(Slice& message, Bytes& rest) {
  const std::uint8_t masked = dials_ ? 0 : 0x80;
  if (rest.size() < 4 || rest[0] != 0x82 || (rest[1] & 0x80) != masked) return false;
  std::size_t size = rest[1] & 0x7f;
  std::size_t head = 2;
  if (size == 126) {
    size = IntOf<std::uint16_t>(rest.data() + head, std::endian::big);
    head += 2;
    if (size < 126) return false;
  } else if (size == 127) {
    return false;
  }
  if (masked != 0) head += sizeof(std::uint32_t);
  if (rest.size() < head + size || size > options_->largest) return false;
  if (in_message_ || head_size_ != 0 || session_->closing()) return false;
  const Bytes part = rest.subspan(head, size);
  if (masked != 0) {
    std::uint32_t key;
    std::memcpy(&key, part.data() - sizeof(key), sizeof(key));
    auto* const own = const_cast<std::uint8_t*>(part.data());
    websocket::Mask(key).Apply(own, own, size);
  }
  rest = rest.subspan(head + size);
  message.Show(part);
  session_->Deliver(message);
  return true;
}

bool WebSocketStream::TakeHeader(Bytes& rest) {
  Bytes header;
  if (head_size_ == 0 && rest.size() >= websocket::HeaderSize(rest)) {
    header = rest.first(websocket::HeaderSize(rest));
    rest = rest.subspan(header.size());
  } else {
    std::size_t need = 0;
    while (head_size_ < (need = websocket::HeaderSize(Bytes(head_, head_size_)))) {
      if (rest.empty()) return false;
      const std::size_t count = std::min(need - head_size_, rest.size());
      std::copy_n(rest.data(), count, head_ + head_size_);
      head_size_ = static_cast<std::uint8_t>(head_size_ + count);
      rest = rest.subspan(count);
    }
    header = Bytes(head_, head_size_);
    head_size_ = 0;
  }
  Status wrong = websocket::Read(header, !dials_, inflater_ != nullptr, frame_);
  if (wrong.ok()) return true;
  Break(CloseCode::kProtocolError, std::move(wrong));
  return false;
}

// What a header says beside the state of the message; false: nothing more is read.
bool WebSocketStream::BeginFrame() {
  left_ = frame_.size;
  in_frame_ = true;
  if (websocket::IsControl(frame_.opcode)) {
    control_.clear();
    return true;
  }
  if (session_->closing()) return true;
  if ((frame_.opcode == Opcode::kContinuation) != in_message_) {
    Break(CloseCode::kProtocolError,
          in_message_ ? Status(Code::kBadFrame, "WebSocket: a message begins inside another one")
                      : Status(Code::kBadFrame, "WebSocket: a continuation without a message"));
    return false;
  }
  if (!in_message_) {
    in_message_ = true;
    text_ = frame_.opcode == Opcode::kText;
    compressed_ = frame_.compressed;
    fragments_ = 0;
    foretold_ = 0;
    if (text_ && !options_->takes_text) {
      words_ = options_->text_refused;
      has_words_ = true;
      session_->End({Status(Code::kUnexpected, "WebSocket: a text message where only binary ones are taken"),
                     ClosedBy::kUs, static_cast<std::uint16_t>(words_.code), words_.reason});
      return true;
    }
  }
  if (++fragments_ > options_->most_fragments) {
    Break(CloseCode::kPolicy,
          Status(Code::kOverLimit, "WebSocket: a message of more than {} frames", options_->most_fragments));
    return false;
  }
  if (frame_.size > options_->largest || assembly_.size() > options_->largest - frame_.size) {
    Break(CloseCode::kTooBig, Status(Code::kOverLimit, "WebSocket: a message of at least {} bytes is over the limit of {}",
                                     assembly_.size() + frame_.size, options_->largest));
    return false;
  }
  return true;
}

void WebSocketStream::TakePayload(const Slice& bytes, Bytes& rest) {
  const Bytes part = rest.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size())));
  rest = rest.subspan(part.size());
  left_ -= part.size();
  in_frame_ = left_ > 0;
  if (websocket::IsControl(frame_.opcode)) return TakeControl(part);
  if (session_->closing()) return assembly_.Clear();  // only a close frame is still awaited
  if (frame_.last && left_ == 0 && assembly_.size() == 0) {
    // The message lies whole in what was read, whose bytes are ours (Stream::Feed).
    auto* const own = const_cast<std::uint8_t*>(part.data());
    if (frame_.masked) frame_.mask.Apply(own, own, part.size());
    in_message_ = false;
    Slice message = bytes;
    message.Show(part);
    return Deliver(message);
  }
  if (!part.empty()) {
    // Of a message with more frames to come only the limit is known: then its memory doubles with what comes.
    const std::uint64_t expected = frame_.last ? assembly_.size() + part.size() + left_ : options_->largest;
    assembly_.Add(part, frame_.mask, frame_.masked, expected);
  }
  if (left_ == 0 && frame_.last) {
    in_message_ = false;
    return Deliver(assembly_.Take());
  }
  if (!Foretell()) assembly_.Clear();
}

// Asks about a message that is not whole yet, and again each time its fragments have made it twice as long. False: it is
// refused.
bool WebSocketStream::Foretell() {
  const auto at_least = static_cast<std::size_t>(assembly_.size() + left_);
  if (compressed_ || assembly_.size() < kForetellBytes || (foretold_ > 0 && at_least < 2 * foretold_)) return true;
  foretold_ = at_least;
  Status refused = session_->Foretell(assembly_.bytes().first(kForetellBytes), at_least);
  if (refused.ok()) return true;
  session_->Close(std::move(refused));
  return false;
}

void WebSocketStream::Deliver(const Slice& message) {
  if (compressed_) {
    Result<Slice> unpacked = inflater_->Unpack(message.bytes());
    if (!unpacked.ok()) {
      const bool large = unpacked.status().code() == Code::kOverLimit;
      return Break(large ? CloseCode::kTooBig : CloseCode::kBadText, unpacked.status());
    }
    compressed_ = false;
    return Deliver(*unpacked);
  }
  if (text_ && !websocket::IsUtf8(message.bytes())) {
    return Break(CloseCode::kBadText, Status(Code::kBadValue, "WebSocket: a text message is not UTF-8"));
  }
  session_->Deliver(message);
}

void WebSocketStream::TakeControl(Bytes part) {
  const std::size_t before = control_.size();
  control_.resize(before + part.size());
  if (frame_.masked) {
    frame_.mask.Apply(part.data(), control_.data() + before, part.size());
  } else {
    std::copy(part.begin(), part.end(), control_.begin() + static_cast<std::ptrdiff_t>(before));
  }
  if (left_ > 0) return;
  if (frame_.opcode == Opcode::kClose) return OnClose(control_);
  // An unasked pong means nothing, and after our close frame nothing more is said.
  if (frame_.opcode == Opcode::kPing && !close_sent_ && !session_->closing()) Say(Opcode::kPong, control_);
}

void WebSocketStream::OnClose(Bytes payload) {
  Closed closed;
  closed.by = ClosedBy::kPeer;
  std::string text = "the peer closed the WebSocket";
  if (payload.size() == 1) {
    return Break(CloseCode::kProtocolError, Status(Code::kBadFrame, "WebSocket: a close frame of one byte"));
  }
  CloseCode code = CloseCode::kNone;
  if (payload.size() >= 2) {
    closed.code = static_cast<std::uint16_t>(payload[0] << 8 | payload[1]);
    if (!MayBeSent(closed.code)) {
      return Break(CloseCode::kProtocolError, Status(Code::kBadFrame, "WebSocket: close code {} may not be sent", closed.code));
    }
    if (!websocket::IsUtf8(payload.subspan(2))) {
      return Break(CloseCode::kBadText, Status(Code::kBadValue, "WebSocket: the reason of a close frame is not UTF-8"));
    }
    closed.reason = http::OneLine(AsText(payload.subspan(2)));
    text += " with code " + std::to_string(closed.code);
    if (!closed.reason.empty()) text += ": " + closed.reason;
    code = static_cast<CloseCode>(closed.code);
  }
  deaf_ = true;
  if (session_->closing()) return;  // our own end came first, and has words of its own
  words_ = {code, ""};
  has_words_ = true;
  closed.why = Status::Because(Code::kLost, std::move(text));
  session_->End(std::move(closed));
}

void WebSocketStream::Break(CloseCode code, Status why) {
  deaf_ = true;
  assembly_.Clear();
  if (session_->closing()) return;
  words_ = {code, why.Text()};
  has_words_ = true;
  session_->End({std::move(why), ClosedBy::kUs, static_cast<std::uint16_t>(code), {}});
}

void WebSocketStream::Say(Opcode opcode, Bytes payload) {
  const std::uint32_t mask = dials_ ? masks_.Next() : 0;
  session_->Say(websocket::Control(opcode, payload, dials_, mask));
}

void WebSocketStream::Settle() {
  if (session_ == nullptr || !session_->closing()) return;
  if (!close_sent_) {
    close_sent_ = true;
    assembly_.Clear();
    close_until_ = host_.Now() + options_->close_wait;
    // Bytes of a frame that will never be whole are followed by nothing.
    if (session_->cut()) {
      deaf_ = true;
      return;
    }
    if (!has_words_) {
      const Status& why = session_->closed().why;
      words_ = options_->farewell ? options_->farewell(why) : FarewellFor(why);
    }
    if (words_.code == CloseCode::kSilent) {
      deaf_ = true;
      return;
    }
    Say(Opcode::kClose, websocket::ClosePayload(words_));
  } else if (session_->finished() && !session_->out().empty()) {
    deaf_ = true;  // it had no time left to send
  }
}

bool WebSocketStream::WantsRead() const {
  if (deaf_) return false;
  return session_ == nullptr || session_->closing() || session_->WantsRead();
}

bool WebSocketStream::finished() const {
  if (session_ != nullptr) return deaf_ && session_->finished() && (close_sent_ || session_->cut());
  return deaf_ && (first_out_.empty() || abandoned_);
}

void WebSocketStream::Ended(ClosedBy by, Status why) {
  if (opening_ != nullptr) {
    EndOpening(std::move(why));
  } else if (session_ != nullptr) {
    session_->Ended(by, std::move(why));
    close_sent_ = true;
  }
  deaf_ = true;
  abandoned_ = true;
}

void WebSocketStream::Close(Status why) {
  if (opening_ != nullptr) return FailOpening(std::move(why));
  if (session_ == nullptr) return;
  session_->Close(std::move(why));
  Settle();
}

void WebSocketStream::DropOut(std::size_t count) {
  if (session_ == nullptr) return first_out_.Drop(count);
  session_->DropOut(count);
  if (session_->closing()) Settle();
}

Instant WebSocketStream::NextDeadline() const {
  if (session_ == nullptr) return OpeningDeadline();
  Instant next = session_->NextDeadline();
  if (!session_->closing()) return std::min({next, ping_at_, pong_until_});
  // Closed by somebody who has not woken us.
  if (!close_sent_) return host_.Now();
  return deaf_ ? next : std::min(next, close_until_);
}

void WebSocketStream::Tick() {
  const Instant now = host_.Now();
  if (session_ == nullptr) return TickOpening(now);
  if (now >= session_->NextDeadline()) session_->Tick();
  if (close_sent_ && now >= close_until_) deaf_ = true;
  if (!session_->closing()) {
    if (!session_->WantsRead()) {  // whom we do not read cannot be heard
      pong_until_ = kNever;
      if (options_->ping_every > Duration::zero()) ping_at_ = now + options_->ping_every;
    }
    if (now >= pong_until_) {
      return Ended(ClosedBy::kNetwork,
                   Status(Code::kLost, "nothing came for {} s after a WebSocket ping: the peer or the network is gone",
                          static_cast<std::uint64_t>(options_->pong_within / std::chrono::seconds(1))));
    }
    if (now >= ping_at_) {
      ping_at_ = kNever;
      pong_until_ = now + options_->pong_within;
      Say(Opcode::kPing, {});
    }
  }
  Settle();
}

}  // namespace dragoman
