// Rules of RFC 6455 about frames: header, masking, fragments (5.1 to 5.4),
// as a peer would break or use them (docs/websocket.md has the table).
#include <algorithm>

#include "tests/unit/transports/websocket/rules.h"

namespace dragoman::websocket_tests {
namespace {

// --- 5.2 the header ---

TEST(WebSocketFrames, AMaskedBinaryMessageIsHeardUnmasked) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kFin | kBinary, "Hello"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello"});
}

TEST(WebSocketFrames, EveryLengthFormIsReadAtItsBorders) {
  for (const std::size_t size : {0u, 1u, 125u, 126u, 127u, 65'535u, 65'536u, 200'000u}) {
    const auto end = Acceptor();
    const std::string body(size, 'x');
    end->Feed(FrameOf(kFin | kBinary, body));
    ASSERT_EQ(end->heard.messages.size(), 1u) << size;
    EXPECT_EQ(end->heard.messages[0], body) << size;
  }
}

TEST(WebSocketFrames, ALengthThatFitsOneByteMayNotStandInThree) {
  const auto end = Acceptor();
  end->Feed(ByteVector{0x82, 0xfe, 0x00, 0x7d, 0, 0, 0, 0});
  ExpectBroken(*end, 1002, "WebSocket: a length of 125 in three bytes");
}

TEST(WebSocketFrames, ALengthThatFitsThreeBytesMayNotStandInNine) {
  const auto end = Acceptor();
  end->Feed(ByteVector{0x82, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0});
  ExpectBroken(*end, 1002, "WebSocket: a length of 65535 in nine bytes");
}

TEST(WebSocketFrames, TheTopBitOfANineByteLengthMustBeZero) {
  const auto end = Acceptor();
  end->Feed(ByteVector{0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0});
  ExpectBroken(*end, 1002, "WebSocket: the top bit of a length is set");
}

TEST(WebSocketFrames, EachReservedBitFailsWithoutAnExtension) {
  for (const int bit : {0x40, 0x20, 0x10}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(static_cast<std::uint8_t>(kFin | kBinary | bit), "x"));
    ExpectBroken(*end, 1002, "WebSocket: a reserved bit is set that no extension was agreed on for");
  }
}

TEST(WebSocketFrames, EachReservedOpcodeFails) {
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(static_cast<std::uint8_t>(kFin | opcode), ""));
    ExpectBroken(*end, 1002, "WebSocket: opcode " + std::to_string(opcode) + " has no meaning");
  }
}

// --- 5.1 and 5.3 masking ---

TEST(WebSocketFrames, AnAcceptorRefusesAFrameThatIsNotMasked) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kFin | kBinary, "Hello", false));
  ExpectBroken(*end, 1002, "WebSocket: a frame of the dialing side is not masked");
}

TEST(WebSocketFrames, ADialerRefusesAFrameThatIsMasked) {
  End end({}, true);
  end.Upgrade();
  end.Feed(FrameOf(kFin | kBinary, "Hello"));
  ExpectBroken(end, 1002, "WebSocket: a frame of the accepting side is masked");
}

TEST(WebSocketFrames, ADialerMasksEveryFrameWithOtherBytes) {
  End end({}, true);
  end.Upgrade();
  for (int i = 0; i < 200; ++i) end.session().Send(Bytes(AsBytes("same")));
  const ByteVector sent = end.Take();
  std::vector<std::string> keys;
  for (std::size_t at = 0; at + 10 <= sent.size(); at += 10) {
    keys.emplace_back(AsText(Bytes(sent).subspan(at + 2, 4)));
  }
  ASSERT_EQ(keys.size(), 200u);
  std::sort(keys.begin(), keys.end());
  EXPECT_GE(std::unique(keys.begin(), keys.end()) - keys.begin(), 199);
  const std::vector<Sent> frames = Frames(sent);
  ASSERT_EQ(frames.size(), 200u);
  for (const Sent& frame : frames) EXPECT_EQ(frame, (Sent{kFin | kBinary, true, "same"}));
}

TEST(WebSocketFrames, AnAcceptorDoesNotMask) {
  const auto end = Acceptor();
  end->session().Send(Bytes(AsBytes("Hello")));
  EXPECT_EQ(end->Take(), (ByteVector{0x82, 0x05, 'H', 'e', 'l', 'l', 'o'}));
}

TEST(WebSocketFrames, AMaskIsAppliedOverTheWholePayloadWhereverItIsSplit) {
  std::string body;
  for (int i = 0; i < 300; ++i) body += static_cast<char>(i * 7);
  const ByteVector frame = FrameOf(kFin | kBinary, body);
  for (std::size_t split = 0; split <= frame.size(); ++split) {
    const auto end = Acceptor();
    end->Feed(Bytes(frame).first(split));
    end->Feed(Bytes(frame).subspan(split));
    ASSERT_EQ(end->heard.messages, std::vector<std::string>{body}) << split;
  }
}

// --- 5.4 fragmentation ---

TEST(WebSocketFrames, FragmentsBecomeOneMessage) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, "He"));
  end->Feed(FrameOf(kContinuation, "ll"));
  EXPECT_TRUE(end->heard.messages.empty());
  end->Feed(FrameOf(kFin | kContinuation, "o"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello"});
}

TEST(WebSocketFrames, FragmentsMayBeEmpty) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, ""));
  end->Feed(FrameOf(kContinuation, ""));
  end->Feed(FrameOf(kFin | kContinuation, ""));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{""});
  end->Feed(FrameOf(kBinary, ""));
  end->Feed(FrameOf(kFin | kContinuation, "late"));
  EXPECT_EQ(end->heard.messages.back(), "late");
}

TEST(WebSocketFrames, AMessageInOneByteFragmentsOneByteAtATime) {
  const auto end = Acceptor();
  const std::string body = "one byte after the other";
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool last = i + 1 == body.size();
    const auto first = static_cast<std::uint8_t>((last ? kFin : 0) | (i == 0 ? kBinary : kContinuation));
    for (const std::uint8_t byte : FrameOf(first, body.substr(i, 1))) end->Feed(ByteVector{byte});
  }
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{body});
}

TEST(WebSocketFrames, ControlFramesMayStandBetweenFragments) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, "He"));
  end->Feed(FrameOf(kPing, "now"));
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kPong, false, "now"}}));
  end->Feed(FrameOf(kFin | kContinuation, "llo"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello"});
}

TEST(WebSocketFrames, AContinuationNeedsAMessage) {
  for (const std::uint8_t fin : {std::uint8_t{0}, kFin}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(fin | kContinuation, "x"));
    ExpectBroken(*end, 1002, "WebSocket: a continuation without a message");
  }
}

TEST(WebSocketFrames, AContinuationAfterAMessageHasEndedFails) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kFin | kBinary, "whole"));
  end->Feed(FrameOf(kFin | kContinuation, "x"));
  ExpectBroken(*end, 1002, "WebSocket: a continuation without a message");
  EXPECT_EQ(end->heard.messages.size(), 1u);
}

TEST(WebSocketFrames, AMessageMayNotBeginInsideAnother) {
  for (const std::uint8_t opcode : {kBinary, kText}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(kBinary, "x"));
    end->Feed(FrameOf(kFin | opcode, "y"));
    ExpectBroken(*end, 1002, "WebSocket: a message begins inside another one");
    EXPECT_TRUE(end->heard.messages.empty());
  }
}

TEST(WebSocketFrames, TheNumberOfFragmentsIsLimited) {
  WebSocketOptions options;
  options.most_fragments = 3;
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kBinary, "1"));
  end->Feed(FrameOf(kContinuation, "2"));
  end->Feed(FrameOf(kFin | kContinuation, "3"));
  EXPECT_EQ(end->heard.messages.size(), 1u);
  end->Feed(FrameOf(kBinary, "1"));
  for (int i = 0; i < 3; ++i) end->Feed(FrameOf(kContinuation, ""));
  ExpectBroken(*end, 1008, "WebSocket: a message of more than 3 frames");
}

}  // namespace
}  // namespace dragoman::websocket_tests
