// FrameWriter: makes a WebSocket frame of each message that a session sends, where it lies in the session's outbox.
// The frames of a dialer are masked, each with bytes that nobody can guess (RFC 6455, 5.3 and 10.3).
#pragma once

#include <array>
#include <functional>
#include <memory>

#include "core/session/wrapping.h"
#include "transports/websocket/frame.h"

namespace dragoman::websocket {

class Deflater;

// Takes from the system some hundred bytes at a time.
class MaskSource {
 public:
  explicit MaskSource(const std::function<std::uint32_t()>& given) : given_(given) {}
  std::uint32_t Next() {
    if (given_) return given_();
    if (left_ == 0) Refill();
    return (*pool_)[--left_];
  }

 private:
  void Refill();
  const std::function<std::uint32_t()>& given_;
  std::unique_ptr<std::array<std::uint32_t, 64>> pool_;
  std::size_t left_ = 0;
};

class FrameWriter final : public Wrapping {
 public:
  // `masks` is null on the accepting side, `deflater` unless permessage-deflate was agreed on; both outlive the writer.
  FrameWriter(Opcode opcode, MaskSource* masks, Deflater* deflater)
      : opcode_(opcode), masks_(masks), deflater_(deflater), room_(LengthOf(0, masks != nullptr)) {}

  std::size_t Begin(ByteVector& out) override {
    out.resize(out.size() + room_);
    return out.size();
  }
  void Finish(ByteVector& out, std::size_t begun) override;
  void Send(const Slice& message, Outbox& out) override;

 private:
  Header HeaderFor(std::size_t size, bool compressed);

  const Opcode opcode_;
  MaskSource* const masks_;
  Deflater* const deflater_;
  std::size_t room_;  // left for a header: what the last message needed
};

}  // namespace dragoman::websocket
