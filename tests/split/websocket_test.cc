// A WebSocket from its upgrade to its close frames, split, cut and flipped at every place: the same messages, answers
// and end whatever the pieces are, and a clear reason for every end.
#include <gtest/gtest.h>

#include "tests/unit/transports/websocket/outcome.h"

namespace dragoman::websocket_tests {
namespace {

void Append(ByteVector& to, Bytes bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

// Messages of every length form, fragments with a ping between them, text, and a close.
ByteVector Conversation(bool masked) {
  ByteVector bytes;
  Append(bytes, FrameOf(0x82, "binary", masked));
  Append(bytes, FrameOf(0x02, "frag", masked));
  Append(bytes, FrameOf(0x89, "ping", masked));
  Append(bytes, FrameOf(0x00, "", masked));
  Append(bytes, FrameOf(0x80, "ments", masked));
  Append(bytes, FrameOf(0x82, std::string(130, 'm'), masked));
  Append(bytes, FrameOf(0x81, "te\xc3\xa4t", masked));
  Append(bytes, FrameOf(0x8a, "", masked));
  Append(bytes, FrameOf(0x88, CloseText(1001, "bye"), masked));
  return bytes;
}

class SplitWebSocket : public ::testing::TestWithParam<bool> {
 protected:
  SplitWebSocket() {
    options_.takes_text = true;
    if (!GetParam()) Append(bytes_, AsBytes(std::string(kRequest) + "\r\n"));
    frames_at_ = bytes_.size();
    Append(bytes_, Conversation(!GetParam()));
  }
  Outcome Split(Bytes bytes, std::size_t at) const {
    bool first = at > 0;
    return Talk(options_, GetParam(), "", bytes, [&] { return std::exchange(first, false) ? at : bytes.size() + 1; });
  }
  Outcome Whole(Bytes bytes) const { return Split(bytes, 0); }
  Outcome ByteByByte(Bytes bytes) const {
    return Talk(options_, GetParam(), "", bytes, [] { return std::size_t{1}; });
  }

  WebSocketOptions options_;
  ByteVector bytes_;
  std::size_t frames_at_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Side, SplitWebSocket, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Dialing" : "Accepting"; });

TEST_P(SplitWebSocket, EverySplitIsTheSame) {
  const Outcome whole = Whole(bytes_);
  EXPECT_EQ(whole.messages, (std::vector<std::string>{"binary", "fragments", std::string(130, 'm'), "te\xc3\xa4t"}));
  EXPECT_EQ(whole.closed, "peer the peer closed the WebSocket with code 1001: bye 1001 bye");
  EXPECT_TRUE(ByteByByte(bytes_) == whole);
  for (std::size_t at = 1; at < bytes_.size(); ++at) EXPECT_TRUE(Split(bytes_, at) == whole) << at;
}

TEST_P(SplitWebSocket, EveryTruncationWaitsForTheRest) {
  for (std::size_t size = 0; size < bytes_.size(); ++size) {
    const Outcome cut = Whole(Bytes(bytes_).first(size));
    EXPECT_EQ(cut.closed, "") << size;
    EXPECT_TRUE(cut.failures.empty()) << size;
    EXPECT_LE(cut.messages.size(), 4u);
  }
}

TEST_P(SplitWebSocket, EveryBitFlippedBehavesAlikeAtEverySplit) {
  for (std::size_t at = 0; at < bytes_.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      ByteVector damaged = bytes_;
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ (1 << bit));
      const Outcome whole = Whole(damaged);
      EXPECT_TRUE(ByteByByte(damaged) == whole) << at << " bit " << bit;
      for (const std::size_t split : {at, at + 1, at + 2}) {
        if (split < damaged.size()) {
          EXPECT_TRUE(Split(damaged, split) == whole) << at << " bit " << bit << " split " << split;
        }
      }
      const bool silent = whole.closed.empty() && whole.failures.empty();
      // A refused upgrade fails, a broken frame closes; a length that grew waits.
      if (at < frames_at_) {
        EXPECT_TRUE(silent || whole.failures.size() <= 1) << at;
      } else {
        EXPECT_TRUE(silent || whole.closed.find("WebSocket") != std::string::npos) << at << ' ' << whole.closed;
      }
    }
  }
}

}  // namespace
}  // namespace dragoman::websocket_tests
