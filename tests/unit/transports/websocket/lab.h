// One end of a WebSocket on a manual clock, fed by hand: what it hears, what it says, how it ends.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/session/manual_host.h"
#include "core/session/session.h"
#include "core/wire/framer.h"
#include "transports/websocket/stream.h"

namespace dragoman::websocket_tests {

// What a session heard. Outlives it.
struct Heard {
  std::vector<std::string> messages;
  std::vector<std::size_t> foretold;
  std::vector<std::string> first_bytes;
  std::vector<Closed> closed;
  int batches = 0;
  Status refuse;  // what Foretell gives
  std::size_t memory = 0;
};

class Listener final : public Protocol {
 public:
  explicit Listener(Heard& heard) : heard_(heard) {}
  void OnOpen(Session&) override {}
  void OnFrame(const Slice& frame, std::size_t) override { heard_.messages.emplace_back(AsText(frame.bytes())); }
  Status Foretell(Bytes first_bytes, std::size_t at_least) override {
    heard_.foretold.push_back(at_least);
    heard_.first_bytes.emplace_back(AsText(first_bytes));
    return heard_.refuse;
  }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override { ++heard_.batches; }
  bool Weigh(std::size_t bytes) override {
    heard_.memory = bytes;
    return false;
  }
  void OnClosed(const Closed& closed) override { heard_.closed.push_back(closed); }

 private:
  Heard& heard_;
};

// A frame as it was sent.
struct Sent {
  std::uint8_t first = 0;  // FIN, reserved bits and opcode
  bool masked = false;
  std::string payload;  // unmasked
  friend bool operator==(const Sent&, const Sent&) = default;
};
// What `bytes` are made of; a rest that is no whole frame becomes one with `first` 0xff.
inline std::vector<Sent> Frames(Bytes bytes) {
  std::vector<Sent> frames;
  while (!bytes.empty()) {
    const std::size_t head = websocket::HeaderSize(bytes);
    websocket::Header header;
    const bool masked = bytes.size() > 1 && (bytes[1] & 0x80) != 0;
    if (bytes.size() < head || !websocket::Read(bytes.first(head), masked, true, header).ok() ||
        header.size > bytes.size() - head) {
      frames.push_back({0xff, false, std::string(AsText(bytes))});
      return frames;
    }
    std::string payload(AsText(bytes.subspan(head, static_cast<std::size_t>(header.size))));
    auto* text = reinterpret_cast<std::uint8_t*>(payload.data());
    if (masked) header.mask.Apply(text, text, payload.size());
    frames.push_back({bytes[0], masked, payload});
    bytes = bytes.subspan(head + static_cast<std::size_t>(header.size));
  }
  return frames;
}

// A frame, masked with 37 fa 21 3d unless `masked` is false.
inline ByteVector FrameOf(std::uint8_t first, std::string_view payload, bool masked = true) {
  websocket::Header header;
  header.size = payload.size();
  header.masked = masked;
  constexpr std::uint8_t kKey[] = {0x37, 0xfa, 0x21, 0x3d};
  std::uint32_t key;
  std::memcpy(&key, kKey, sizeof(key));
  header.mask = websocket::Mask(key);
  ByteVector frame(websocket::LengthOf(payload.size(), masked));
  websocket::Write(header, frame.data());
  frame[0] = first;
  const std::size_t head = frame.size();
  const Bytes body = AsBytes(payload);
  frame.insert(frame.end(), body.begin(), body.end());
  if (masked) header.mask.Apply(frame.data() + head, frame.data() + head, body.size());
  return frame;
}

inline std::string CloseText(std::uint16_t code, std::string_view reason = {}) {
  std::string text = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  return text + std::string(reason);
}

inline constexpr std::string_view kRequest =
    "GET /ws HTTP/1.1\r\nHost: 10.0.0.2:7777\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

class End {
 public:
  explicit End(WebSocketOptions options = {}, bool dials = false, Status refusal = {})
      : dials_(dials), refusal_(std::move(refusal)) {
    if (options.path == "/") options.path = "/ws";
    LinkInfo link;
    link.inbound = !dials;
    link.remote = "10.0.0.2:7777";
    stream_ = std::make_unique<WebSocketStream>(
        std::make_shared<const WebSocketOptions>(std::move(options)), link, host_,
        [this](LinkInfo opened, Host& host) -> Result<std::unique_ptr<Session>> {
          link_ = opened;
          if (!refusal_.ok()) return refusal_;
          return std::make_unique<Session>(std::move(opened), host, MakeWholeMessageFramer(64 * MiB),
                                           std::make_unique<Listener>(heard), limits);
        },
        [this](const LinkInfo&, Status why) { failures.push_back(why.ToString()); });
    stream_->Open();
  }

  // Through the upgrade; gives the acceptor's answer.
  std::string Upgrade(std::string_view more = "") {
    if (!dials_) {
      Feed(std::string(kRequest) + std::string(more) + "\r\n");
      return TakeText();
    }
    const std::string request = TakeText();
    const std::string_view name = "Sec-WebSocket-Key: ";
    const std::string key = request.substr(request.find(name) + name.size(), 24);
    const std::string answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               "Sec-WebSocket-Accept: " + websocket::AcceptFor(key) + "\r\n" + std::string(more) + "\r\n";
    Feed(answer);
    return answer;
  }
  void Feed(Bytes bytes) { stream_->Feed(Slice::Copy(bytes)); }
  void Feed(std::string_view text) { Feed(AsBytes(text)); }
  void Feed(const ByteVector& bytes) { Feed(Bytes(bytes)); }

  ByteVector Take() {
    ByteVector taken;
    Bytes run;
    while (stream_->out().Peek({&run, 1}) > 0 && !run.empty()) {
      taken.insert(taken.end(), run.begin(), run.end());
      stream_->DropOut(run.size());
    }
    return taken;
  }
  std::string TakeText() {
    const ByteVector taken = Take();
    return std::string(AsText(taken));
  }
  std::vector<Sent> TakeFrames() { return Frames(Take()); }
  // The close frame that came as the last of what was said; empty if none did.
  std::string TakeClose() {
    const std::vector<Sent> frames = TakeFrames();
    return frames.empty() || frames.back().first != 0x88 ? "" : frames.back().payload;
  }
  void Pass(Duration time) {
    const Instant until = clock_.Now() + time;
    while (stream_->NextDeadline() <= until) {
      clock_.Advance(std::max(stream_->NextDeadline() - clock_.Now(), Duration::zero()));
      stream_->Tick();
    }
    clock_.Advance(until - clock_.Now());
  }

  WebSocketStream& stream() { return *stream_; }
  Session& session() { return *stream_->session(); }
  const LinkInfo& link() const { return link_; }

  Heard heard;
  std::vector<std::string> failures;
  SessionLimits limits;

 private:
  const bool dials_;
  const Status refusal_;
  ManualClock clock_;
  ManualHost host_{clock_};
  LinkInfo link_;
  std::unique_ptr<WebSocketStream> stream_;
};

}  // namespace dragoman::websocket_tests
