#include "bench/drive/echo_script.h"

#include "bench/echo/echo.h"

namespace dragoman::bench {
namespace {

constexpr std::uint32_t kDifferent = 256;

void PutFrame(Writer& out, std::size_t frame_bytes, std::uint8_t type, std::uint32_t number) {
  const std::size_t bytes = frame_bytes - kEchoOverhead;
  out.U32(static_cast<std::uint32_t>(bytes + 5), std::endian::big);
  out.U8(type);
  out.U32(static_cast<std::uint32_t>(bytes), std::endian::big);
  for (std::size_t i = 0; i < bytes; ++i) {
    number = number * 1664525 + 1013904223;
    out.U8(static_cast<std::uint8_t>(number >> 24));
  }
}

Script MakeScript(std::size_t frame_bytes, std::uint8_t reply_type) {
  Script script;
  script.request_bytes = frame_bytes;
  script.reply_bytes = frame_bytes;
  Writer requests(script.requests);
  Writer replies(script.replies);
  for (std::uint32_t number = 0; number < kDifferent; ++number) {
    PutFrame(requests, frame_bytes, Call::kType, number);
    PutFrame(replies, frame_bytes, reply_type, number);
  }
  return script;
}

}  // namespace

Script EchoScript(std::size_t frame_bytes) { return MakeScript(frame_bytes, Echo::kType); }
Script BareScript(std::size_t frame_bytes) { return MakeScript(frame_bytes, Call::kType); }

}  // namespace dragoman::bench
