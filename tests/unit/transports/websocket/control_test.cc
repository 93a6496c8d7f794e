// Rules of RFC 6455 about control frames and the close (5.5, 7),
// as a peer would break or use them (docs/websocket.md has the table).
#include "tests/unit/transports/websocket/rules.h"

namespace dragoman::websocket_tests {
namespace {

using std::chrono::seconds;

// --- 5.5 control frames ---

TEST(WebSocketControl, AControlFrameMayNotBeFragmented) {
  for (const std::uint8_t opcode : {kClose, kPing, kPong}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(opcode & 0x0f, ""));
    ExpectBroken(*end, 1002, "WebSocket: a control frame is fragmented");
  }
}

TEST(WebSocketControl, AControlFrameHoldsAtMost125Bytes) {
  for (const std::uint8_t opcode : {kClose, kPing, kPong}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(opcode, std::string(126, 'x')));
    ExpectBroken(*end, 1002, "WebSocket: a control frame of 126 bytes, 125 are the limit");
  }
}

TEST(WebSocketControl, APingIsAnsweredWithItsBytesAndAPongIsNot) {
  const auto end = Acceptor();
  for (const std::size_t size : {0u, 1u, 125u}) {
    end->Feed(FrameOf(kPing, std::string(size, 'p')));
    EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kPong, false, std::string(size, 'p')}}));
  }
  end->Feed(FrameOf(kPong, "unasked"));
  EXPECT_TRUE(end->Take().empty());
  EXPECT_TRUE(end->heard.messages.empty());
}

TEST(WebSocketControl, PingsInOneReadAreAnsweredInTheirOrder) {
  const auto end = Acceptor();
  ByteVector pings;
  for (const char c : {'a', 'b', 'c'}) {
    const ByteVector ping = FrameOf(kPing, std::string(1, c));
    pings.insert(pings.end(), ping.begin(), ping.end());
  }
  end->Feed(pings);
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kPong, false, "a"}, {kPong, false, "b"}, {kPong, false, "c"}}));
}

TEST(WebSocketControl, PingsKeepASilentLinkAliveAndEndADeadOne) {
  WebSocketOptions options;
  options.ping_every = seconds(60);
  End end(options, true);
  end.Upgrade();
  end.Pass(seconds(50));
  end.Feed(FrameOf(kFin | kBinary, "x", false));
  end.Pass(seconds(59));
  EXPECT_TRUE(end.Take().empty());
  end.Pass(seconds(1));
  EXPECT_EQ(end.TakeFrames(), (std::vector<Sent>{{kPing, true, ""}}));
  end.Pass(seconds(29));
  end.Feed(FrameOf(kPong, "", false));
  end.Pass(seconds(60));
  EXPECT_EQ(end.TakeFrames().size(), 1u);
  end.Pass(seconds(30));
  EXPECT_TRUE(end.Take().empty());  // no close frame
  EXPECT_TRUE(end.stream().finished());
  EXPECT_EQ(end.heard.closed.at(0).why.Text(),
            "nothing came for 30 s after a WebSocket ping: the peer or the network is gone");
}

TEST(WebSocketControl, APauseOfOursIsNotThePeersSilence) {
  WebSocketOptions options;
  options.ping_every = seconds(60);
  End end(options, true);
  end.limits.high_water = 1000;
  end.limits.slow_reader = seconds(1000);
  end.Upgrade();
  end.session().Run([&] { end.session().Send(Bytes(ByteVector(2000, 'x'))); });
  ASSERT_FALSE(end.stream().WantsRead());
  end.Pass(seconds(200));
  EXPECT_TRUE(end.heard.closed.empty());
  end.Take();
  ASSERT_TRUE(end.stream().WantsRead());
  end.Pass(seconds(60));
  EXPECT_EQ(end.TakeFrames(), (std::vector<Sent>{{kPing, true, ""}}));
}

// --- 5.5.1 and 7 close ---

TEST(WebSocketControl, ACloseIsAnsweredWithItsCodeAndEndsTheLink) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, CloseText(1001, "bye")));
  EXPECT_EQ(end->TakeClose(), CloseText(1001));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].by, ClosedBy::kPeer);
  EXPECT_EQ(end->heard.closed[0].code, 1001);
  EXPECT_EQ(end->heard.closed[0].reason, "bye");
  EXPECT_EQ(end->heard.closed[0].why.Text(), "the peer closed the WebSocket with code 1001: bye");
  EXPECT_TRUE(end->stream().finished());
}

TEST(WebSocketControl, ACloseWithoutACodeIsAnsweredWithoutOne) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, ""));
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kClose, false, ""}}));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].code, 0);
  EXPECT_EQ(end->heard.closed[0].why.Text(), "the peer closed the WebSocket");
}

TEST(WebSocketControl, NothingIsHeardAfterAClose) {
  const auto end = Acceptor();
  ByteVector bytes = FrameOf(kClose, CloseText(1000));
  const ByteVector late = FrameOf(kFin | kBinary, "late");
  bytes.insert(bytes.end(), late.begin(), late.end());
  end->Feed(bytes);
  end->Feed(late);
  EXPECT_TRUE(end->heard.messages.empty());
}

TEST(WebSocketControl, ACloseOfOneByteFails) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, "x"));
  ExpectBroken(*end, 1002, "WebSocket: a close frame of one byte");
}

TEST(WebSocketControl, CloseCodesThatMayNotBeSentFail) {
  for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65'535}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(kClose, CloseText(static_cast<std::uint16_t>(code))));
    ExpectBroken(*end, 1002, "WebSocket: close code " + std::to_string(code) + " may not be sent");
  }
}

TEST(WebSocketControl, CloseCodesThatMayBeSentAreAnswered) {
  for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(kClose, CloseText(static_cast<std::uint16_t>(code))));
    EXPECT_EQ(end->TakeClose(), CloseText(static_cast<std::uint16_t>(code)));
    EXPECT_EQ(end->heard.closed.at(0).code, code);
  }
}

TEST(WebSocketControl, TheReasonOfACloseMustBeUtf8) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, CloseText(1000, "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80")));
  ExpectBroken(*end, 1007, "WebSocket: the reason of a close frame is not UTF-8");
}

TEST(WebSocketControl, TheReasonOfACloseReachesNoTerminalAsAnOrder) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, CloseText(1000, "bye\x1b[2J\r\nERROR \xc2\x9b")));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].why.Text(), "the peer closed the WebSocket with code 1000: bye [2J  ERROR  ");
  EXPECT_EQ(end->heard.closed[0].reason, "bye [2J  ERROR  ");
}

TEST(WebSocketControl, OurCloseWaitsForThePeers) {
  const auto end = Acceptor();
  end->session().Run([&] { end->session().Close(Status(Code::kClosed, "done")); });
  EXPECT_EQ(end->TakeClose(), CloseText(1000));
  EXPECT_FALSE(end->stream().finished());
  EXPECT_TRUE(end->stream().WantsRead());
  end->Feed(FrameOf(kFin | kBinary, "under way"));
  end->Feed(FrameOf(kPing, "no answer any more"));
  EXPECT_TRUE(end->heard.messages.empty());
  EXPECT_TRUE(end->Take().empty());
  EXPECT_FALSE(end->stream().finished());
  end->Feed(FrameOf(kClose, CloseText(1000)));
  EXPECT_TRUE(end->stream().finished());
  EXPECT_TRUE(end->Take().empty());
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].by, ClosedBy::kUs);
}

TEST(WebSocketControl, OurCloseKeepsItsWordsWhereThePeersComesInTheSameRead) {
  const auto end = Acceptor();
  ByteVector both = FrameOf(kFin | kText, "Hello");
  const ByteVector close = FrameOf(kFin | kClose, "\x03\xe8");
  both.insert(both.end(), close.begin(), close.end());
  end->Feed(both);
  EXPECT_EQ(end->TakeClose(), CloseText(1003, "binary messages only"));
}

TEST(WebSocketControl, OurCloseWaitsThreeSecondsAtMost) {
  const auto end = Acceptor();
  end->session().Run([&] { end->session().Close(Status(Code::kClosed, "done")); });
  end->Take();
  end->Pass(seconds(3) - std::chrono::milliseconds(1));
  EXPECT_FALSE(end->stream().finished());
  end->Pass(std::chrono::milliseconds(1));
  EXPECT_TRUE(end->stream().finished());
}

TEST(WebSocketControl, WhatWaitsIsSentBeforeTheCloseFrame) {
  const auto end = Acceptor();
  end->session().Run([&] {
    end->session().Send(Bytes(AsBytes("last words")));
    end->session().Close(Status(Code::kClosed, "done"));
    end->session().Send(Bytes(AsBytes("too late")));
  });
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kFin | kBinary, false, "last words"}, {kClose, false, CloseText(1000)}}));
}

TEST(WebSocketControl, AReasonIsCutTo123BytesBetweenCharacters) {
  WebSocketOptions options;
  std::string reason(122, 'x');
  reason += "\xc3\xa9 and more";
  options.farewell = [reason](const Status&) { return CloseWords{CloseCode::kPolicy, reason}; };
  const auto end = Acceptor(options);
  end->session().Run([&] { end->session().Close(Status(Code::kClosed, "done")); });
  EXPECT_EQ(end->TakeClose(), CloseText(1008, std::string(122, 'x')));
}

TEST(WebSocketControl, AnEndWithoutACloseFrameIsTold) {
  const auto end = Acceptor();
  end->stream().Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].by, ClosedBy::kPeer);
  EXPECT_EQ(end->heard.closed[0].code, 0);
  EXPECT_TRUE(end->stream().finished());
}

TEST(WebSocketControl, ASlowReaderGetsNoCloseFrameInTheMiddleOfAMessage) {
  End end;
  end.Upgrade();
  end.session().Run([&] { end.session().Send(Bytes(ByteVector(2 * MiB, 'x'))); });
  end.Pass(seconds(31));
  EXPECT_EQ(end.heard.closed.at(0).why.code(), Code::kOverload);
  EXPECT_TRUE(end.Take().empty());
  EXPECT_TRUE(end.stream().finished());
}

}  // namespace
}  // namespace dragoman::websocket_tests
