#include "tests/session/chia/wire_peer.h"

#include "transports/http/head.h"
#include "transports/websocket/frame.h"
#include "transports/websocket/upgrade.h"

namespace dragoman::chia::live {
namespace {

constexpr std::uint32_t kMask = 0x12345678;
constexpr std::size_t kMostBytes = 64 * MiB;

WebSocketOptions Options() {
  WebSocketOptions options;
  options.path = "/ws";
  return options;
}

}  // namespace

class WirePeer::End final : public Stream {
 public:
  explicit End(WirePeer& peer) : Stream(out_), peer_(&peer) { peer.end_ = this; }
  ~End() override {
    if (peer_ != nullptr) peer_->end_ = nullptr;
  }
  void Forget() { peer_ = nullptr; }
  void Say(Bytes bytes) { out_.Add(bytes); }

  void Open() override {
    if (peer_ == nullptr || !peer_->dials_) return;
    peer_->key_ = websocket::MakeKey(ByteVector(16, 0x2a));
    const std::string request = websocket::WriteRequest(Options(), "127.0.0.1", peer_->key_);
    out_.Add(AsBytes(request));
  }
  void OnWake(std::function<void()>) override {}  // a network in memory looks by itself
  void Feed(const Slice& bytes) override {
    if (peer_ == nullptr) return;
    peer_->pending_.insert(peer_->pending_.end(), bytes.bytes().begin(), bytes.bytes().end());
    if (peer_->pending_.size() > kMostBytes) peer_->complaints_ += "too much at once; ";
    peer_->Hear();
  }
  void Ended(ClosedBy, Status) override {
    closing_ = true;
    if (peer_ != nullptr) peer_->ended_ = true;
  }
  void Close(Status) override { closing_ = true; }
  bool WantsRead() const override { return !closing_; }
  bool closing() const override { return closing_; }
  bool finished() const override { return closing_ && out_.empty(); }
  void DropOut(std::size_t count) override { out_.Drop(count); }
  Instant NextDeadline() const override { return kNever; }
  void Tick() override {}

 private:
  WirePeer* peer_;
  Outbox out_;
  bool closing_ = false;
};

WirePeer::~WirePeer() {
  if (end_ != nullptr) end_->Forget();
}

MakeStream WirePeer::Make() {
  return [this](LinkInfo, Host&) -> Result<std::unique_ptr<Stream>> {
    if (end_ != nullptr || open_) return Status(Code::kInUse, "it has a link already");
    return std::unique_ptr<Stream>(std::make_unique<End>(*this));
  };
}

void WirePeer::Say(Bytes bytes) {
  if (end_ != nullptr) end_->Say(bytes);
}

void WirePeer::Send(Bytes message) { SayFrame(static_cast<std::uint8_t>(websocket::Opcode::kBinary), message); }

void WirePeer::Close(std::uint16_t code, const std::string& reason) {
  said_close_ = true;
  const ByteVector payload = websocket::ClosePayload({static_cast<CloseCode>(code), reason});
  SayFrame(static_cast<std::uint8_t>(websocket::Opcode::kClose), payload);
}

void WirePeer::SayFrame(std::uint8_t opcode, Bytes payload) {
  websocket::Header header;
  header.opcode = static_cast<websocket::Opcode>(opcode);
  header.size = payload.size();
  header.masked = dials_;
  header.mask = websocket::Mask(kMask);
  ByteVector frame(websocket::LengthOf(payload.size(), dials_));
  websocket::Write(header, frame.data());
  const std::size_t head = frame.size();
  frame.insert(frame.end(), payload.begin(), payload.end());
  if (dials_) header.mask.Apply(frame.data() + head, frame.data() + head, payload.size());
  Say(frame);
}

void WirePeer::Hear() {
  if (!open_ && !HearHead()) return;
  while (HearFrame()) {
  }
}

// The answer to our upgrade, or the node's question for one.
bool WirePeer::HearHead() {
  const std::string_view text = AsText(pending_);
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  const std::string_view head = text.substr(0, end + 4);
  const http::Limits limits;
  if (dials_) {
    http::Answer answer;
    const http::Refusal bad = http::ReadAnswer(head, limits, answer);
    if (!bad.ok()) complaints_ += bad.why.Text() + "; ";
    http_status_ = answer.status;
    if (answer.status != 101) {
      http_body_ = text.substr(end + 4);
      return false;
    }
    websocket::Agreement agreement;
    const Status agreed = websocket::Judge(answer, Options(), key_, agreement);
    if (!agreed.ok()) complaints_ += agreed.Text() + "; ";
  } else {
    http::Request request;
    http::Refusal bad = http::ReadRequest(head, limits, request);
    if (bad.ok()) bad = websocket::Judge(request, Options());
    if (!bad.ok()) complaints_ += bad.why.Text() + "; ";
    websocket::Agreement agreement;
    const std::string answer = http::Write(websocket::Grant(request, Options(), agreement), false);
    Say(AsBytes(answer));
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(end + 4));
  return open_ = true;
}

bool WirePeer::HearFrame() {
  const std::size_t head = websocket::HeaderSize(pending_);
  if (pending_.size() < head) return false;
  websocket::Header header;
  const Status bad = websocket::Read(Bytes(pending_).first(head), !dials_, false, header);
  if (!bad.ok() || !header.last) {
    complaints_ += bad.ok() ? "a message in parts; " : bad.Text() + "; ";
    pending_.clear();
    return false;
  }
  if (pending_.size() - head < header.size) return false;
  const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(head);
  ByteVector payload(begin, begin + static_cast<std::ptrdiff_t>(header.size));
  pending_.erase(pending_.begin(), begin + static_cast<std::ptrdiff_t>(header.size));
  if (header.masked) header.mask.Apply(payload.data(), payload.data(), payload.size());
  if (heard_close_.has_value()) complaints_ += "a frame after the close frame; ";
  if (header.opcode == websocket::Opcode::kClose) {
    CloseWords words{CloseCode::kNone, ""};
    if (payload.size() >= 2) {
      words.code = static_cast<CloseCode>(payload[0] << 8 | payload[1]);
      words.reason = AsText(Bytes(payload).subspan(2));
    }
    heard_close_ = words;
    if (!said_close_) Close(static_cast<std::uint16_t>(words.code), words.reason);
    if (dials_) return true;
    if (end_ != nullptr) end_->Close(Ok());
  } else if (header.opcode == websocket::Opcode::kBinary) {
    messages_.push_back(std::move(payload));
  } else if (header.opcode != websocket::Opcode::kPing && header.opcode != websocket::Opcode::kPong) {
    complaints_ += "a frame that is not binary; ";
  }
  return true;
}

}  // namespace dragoman::chia::live
