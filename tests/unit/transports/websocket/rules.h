// What tests of framing rules share: the bytes that begin frames, and what a broken rule leads to.
#pragma once

#include <gtest/gtest.h>

#include "tests/unit/transports/websocket/lab.h"

namespace dragoman::websocket_tests {

inline constexpr std::uint8_t kFin = 0x80;
inline constexpr std::uint8_t kContinuation = 0x00;
inline constexpr std::uint8_t kText = 0x01;
inline constexpr std::uint8_t kBinary = 0x02;
inline constexpr std::uint8_t kClose = 0x88;
inline constexpr std::uint8_t kPing = 0x89;
inline constexpr std::uint8_t kPong = 0x8a;

// An acceptor that is past its upgrade.
inline std::unique_ptr<End> Acceptor(WebSocketOptions options = {}) {
  auto end = std::make_unique<End>(std::move(options));
  end->Upgrade();
  return end;
}

// The peer broke a rule: the close frame says `code`, and nothing that follows is heard.
inline void ExpectBroken(End& end, std::uint16_t code, const std::string& why) {
  const std::string close = end.TakeClose();
  ASSERT_GE(close.size(), 2u) << why;
  EXPECT_EQ(close.substr(0, 2), CloseText(code)) << why;
  ASSERT_EQ(end.heard.closed.size(), 1u);
  EXPECT_EQ(end.heard.closed[0].why.Text(), why);
  EXPECT_EQ(end.heard.closed[0].by, ClosedBy::kUs);
  EXPECT_EQ(end.heard.closed[0].code, code);
  EXPECT_TRUE(end.stream().closing());
  EXPECT_TRUE(end.stream().finished());
  const std::size_t heard = end.heard.messages.size();
  end.Feed(FrameOf(kFin | kBinary, "more"));
  EXPECT_EQ(end.heard.messages.size(), heard);
}

}  // namespace dragoman::websocket_tests
