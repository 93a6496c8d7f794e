// WebSocketStream: RFC 6455 around a session, either side, from the HTTP upgrade to the close frames. Sans-IO.
//
// Messages are unmasked where they lie in what was read, and only put together when they lie apart; what the session
// sends becomes frames in its own outbox (FrameWriter). The session is made when the upgrade is understood.
#pragma once

#include <memory>
#include <string>

#include "core/session/session.h"
#include "transports/websocket/assembly.h"
#include "transports/websocket/deflate.h"
#include "transports/websocket/frame.h"
#include "transports/websocket/frame_writer.h"
#include "transports/websocket/options.h"
#include "transports/websocket/upgrade.h"

namespace dragoman {

class WebSocketStream final : public Stream {
 public:
  // `failed` comes, once, if `adopt` is never asked.
  WebSocketStream(std::shared_ptr<const WebSocketOptions> options, LinkInfo link, Host& host, Adopt adopt,
                  std::function<void(const LinkInfo&, Status)> failed);
  ~WebSocketStream() override;

  // Null until the upgrade is done, or if it was refused.
  Session* session() const { return session_.get(); }

  // --- Stream ---
  void Open() override;
  void OnWake(std::function<void()> wake) override;
  void Feed(const Slice& bytes) override;
  void Ended(ClosedBy by, Status why) override;
  void Close(Status why) override;
  // After our own close the peer's close frame is still awaited.
  bool WantsRead() const override;
  bool closing() const override { return deaf_; }
  bool finished() const override;
  bool opening() const override { return opening_ != nullptr; }
  void DropOut(std::size_t count) override;
  void Hold(std::size_t bytes) override;
  Instant NextDeadline() const override;
  void Tick() override;

 private:
  struct Opening;

  // --- the upgrade: opening.cc ---
  void FeedOpening(Bytes& bytes);
  void Answer();
  void HearAnswer();
  void HearRefusal(Bytes& bytes);
  Status TellRefusal() const;
  void Begin(std::unique_ptr<Session> session, const websocket::Agreement& agreement, const std::string& first);
  void RefuseRequest(http::Refusal refusal);
  void SayLast(const http::Response& response);
  void GoneQuietly();
  void FailOpening(Status why);
  void EndOpening(Status why);
  Instant OpeningDeadline() const;
  void TickOpening(Instant now);

  // --- messages ---
  void FeedFrames(const Slice& bytes);
  bool TakeUsual(Slice& message, Bytes& rest);
  // Takes a header off the front; false if there is none yet, or none that may be.
  bool TakeHeader(Bytes& rest);
  bool BeginFrame();
  void TakePayload(const Slice& bytes, Bytes& rest);
  void TakeControl(Bytes part);
  void OnClose(Bytes payload);
  void Deliver(const Slice& message);
  bool Foretell();
  // What we and those below us keep for this link.
  std::size_t Memory() const;
  // The peer broke a rule: nothing it says counts any more.
  void Break(CloseCode code, Status why);
  void Say(websocket::Opcode opcode, Bytes payload);
  // After every call: an end of the session becomes a close frame.
  void Settle();

  const std::shared_ptr<const WebSocketOptions> options_;
  Host& host_;
  const bool dials_;
  Outbox first_out_;  // until there is a session
  std::unique_ptr<Opening> opening_;
  websocket::MaskSource masks_;
  std::unique_ptr<websocket::Deflater> deflater_;
  std::unique_ptr<websocket::Inflater> inflater_;
  std::unique_ptr<Session> session_;
  std::shared_ptr<const std::function<void()>> wake_;

  // The frame under way.
  websocket::Header frame_;
  std::uint64_t left_ = 0;  // of its payload
  std::uint8_t head_[websocket::kMaxHeader] = {};
  std::uint8_t head_size_ = 0;  // bytes of a header that came apart
  bool in_frame_ = false;
  // The message under way.
  bool in_message_ = false;
  bool text_ = false;
  bool compressed_ = false;
  std::size_t foretold_ = 0;  // bytes that it had when it was last asked about; 0: not yet
  std::uint32_t fragments_ = 0;
  websocket::Assembly assembly_;
  ByteVector control_;  // payload of a control frame

  bool close_sent_ = false;
  std::size_t held_below_ = 0;
  bool deaf_ = false;       // nothing that comes counts any more
  bool abandoned_ = false;  // before there is a session: what waits to be sent is given up
  CloseWords words_;        // for the close frame, where we know better than the farewell
  bool has_words_ = false;
  Instant close_until_ = kNever;
  Instant ping_at_ = kNever;
  Instant pong_until_ = kNever;
};

}  // namespace dragoman
