// Every rule of RFC 6455 about frames, as a peer would break or use it (docs/websocket.md has the table).
#include <gtest/gtest.h>

#include "tests/unit/transports/websocket/lab.h"

namespace dragoman::websocket_tests {
namespace {

using std::chrono::seconds;

constexpr std::uint8_t kFin = 0x80;
constexpr std::uint8_t kContinuation = 0x00;
constexpr std::uint8_t kText = 0x01;
constexpr std::uint8_t kBinary = 0x02;
constexpr std::uint8_t kClose = 0x88;
constexpr std::uint8_t kPing = 0x89;
constexpr std::uint8_t kPong = 0x8a;

// An acceptor that is past its upgrade.
std::unique_ptr<End> Acceptor(WebSocketOptions options = {}) {
  auto end = std::make_unique<End>(std::move(options));
  end->Upgrade();
  return end;
}

// The peer broke a rule: the close frame says `code`, and nothing that follows is heard.
void ExpectBroken(End& end, std::uint16_t code, const std::string& why) {
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

// --- 5.2 the header ---

TEST(WebSocketRules, AMaskedBinaryMessageIsHeardUnmasked) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kFin | kBinary, "Hello"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello"});
}

TEST(WebSocketRules, EveryLengthFormIsReadAtItsBorders) {
  for (const std::size_t size : {0u, 1u, 125u, 126u, 127u, 65'535u, 65'536u, 200'000u}) {
    const auto end = Acceptor();
    const std::string body(size, 'x');
    end->Feed(FrameOf(kFin | kBinary, body));
    ASSERT_EQ(end->heard.messages.size(), 1u) << size;
    EXPECT_EQ(end->heard.messages[0], body) << size;
  }
}

TEST(WebSocketRules, ALengthThatFitsOneByteMayNotStandInThree) {
  const auto end = Acceptor();
  end->Feed(ByteVector{0x82, 0xfe, 0x00, 0x7d, 0, 0, 0, 0});
  ExpectBroken(*end, 1002, "WebSocket: a length of 125 in three bytes");
}

TEST(WebSocketRules, ALengthThatFitsThreeBytesMayNotStandInNine) {
  const auto end = Acceptor();
  end->Feed(ByteVector{0x82, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0});
  ExpectBroken(*end, 1002, "WebSocket: a length of 65535 in nine bytes");
}

TEST(WebSocketRules, TheTopBitOfANineByteLengthMustBeZero) {
  const auto end = Acceptor();
  end->Feed(ByteVector{0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0});
  ExpectBroken(*end, 1002, "WebSocket: the top bit of a length is set");
}

TEST(WebSocketRules, EachReservedBitFailsWithoutAnExtension) {
  for (const int bit : {0x40, 0x20, 0x10}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(static_cast<std::uint8_t>(kFin | kBinary | bit), "x"));
    ExpectBroken(*end, 1002, "WebSocket: a reserved bit is set that no extension was agreed on for");
  }
}

TEST(WebSocketRules, EachReservedOpcodeFails) {
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(static_cast<std::uint8_t>(kFin | opcode), ""));
    ExpectBroken(*end, 1002, "WebSocket: opcode " + std::to_string(opcode) + " has no meaning");
  }
}

// --- 5.1 and 5.3 masking ---

TEST(WebSocketRules, AnAcceptorRefusesAFrameThatIsNotMasked) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kFin | kBinary, "Hello", false));
  ExpectBroken(*end, 1002, "WebSocket: a frame of the dialing side is not masked");
}

TEST(WebSocketRules, ADialerRefusesAFrameThatIsMasked) {
  End end({}, true);
  end.Upgrade();
  end.Feed(FrameOf(kFin | kBinary, "Hello"));
  ExpectBroken(end, 1002, "WebSocket: a frame of the accepting side is masked");
}

TEST(WebSocketRules, ADialerMasksEveryFrameWithOtherBytes) {
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

TEST(WebSocketRules, AnAcceptorDoesNotMask) {
  const auto end = Acceptor();
  end->session().Send(Bytes(AsBytes("Hello")));
  EXPECT_EQ(end->Take(), (ByteVector{0x82, 0x05, 'H', 'e', 'l', 'l', 'o'}));
}

TEST(WebSocketRules, AMaskIsAppliedOverTheWholePayloadWhereverItIsSplit) {
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

TEST(WebSocketRules, FragmentsBecomeOneMessage) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, "He"));
  end->Feed(FrameOf(kContinuation, "ll"));
  EXPECT_TRUE(end->heard.messages.empty());
  end->Feed(FrameOf(kFin | kContinuation, "o"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello"});
}

TEST(WebSocketRules, FragmentsMayBeEmpty) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, ""));
  end->Feed(FrameOf(kContinuation, ""));
  end->Feed(FrameOf(kFin | kContinuation, ""));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{""});
  end->Feed(FrameOf(kBinary, ""));
  end->Feed(FrameOf(kFin | kContinuation, "late"));
  EXPECT_EQ(end->heard.messages.back(), "late");
}

TEST(WebSocketRules, AMessageInOneByteFragmentsOneByteAtATime) {
  const auto end = Acceptor();
  const std::string body = "one byte after the other";
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool last = i + 1 == body.size();
    const auto first = static_cast<std::uint8_t>((last ? kFin : 0) | (i == 0 ? kBinary : kContinuation));
    for (const std::uint8_t byte : FrameOf(first, body.substr(i, 1))) end->Feed(ByteVector{byte});
  }
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{body});
}

TEST(WebSocketRules, ControlFramesMayStandBetweenFragments) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, "He"));
  end->Feed(FrameOf(kPing, "now"));
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kPong, false, "now"}}));
  end->Feed(FrameOf(kFin | kContinuation, "llo"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello"});
}

TEST(WebSocketRules, AContinuationNeedsAMessage) {
  for (const std::uint8_t fin : {std::uint8_t{0}, kFin}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(fin | kContinuation, "x"));
    ExpectBroken(*end, 1002, "WebSocket: a continuation without a message");
  }
}

TEST(WebSocketRules, AContinuationAfterAMessageHasEndedFails) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kFin | kBinary, "whole"));
  end->Feed(FrameOf(kFin | kContinuation, "x"));
  ExpectBroken(*end, 1002, "WebSocket: a continuation without a message");
  EXPECT_EQ(end->heard.messages.size(), 1u);
}

TEST(WebSocketRules, AMessageMayNotBeginInsideAnother) {
  for (const std::uint8_t opcode : {kBinary, kText}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(kBinary, "x"));
    end->Feed(FrameOf(kFin | opcode, "y"));
    ExpectBroken(*end, 1002, "WebSocket: a message begins inside another one");
    EXPECT_TRUE(end->heard.messages.empty());
  }
}

TEST(WebSocketRules, TheNumberOfFragmentsIsLimited) {
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

// --- 5.5 control frames ---

TEST(WebSocketRules, AControlFrameMayNotBeFragmented) {
  for (const std::uint8_t opcode : {kClose, kPing, kPong}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(opcode & 0x0f, ""));
    ExpectBroken(*end, 1002, "WebSocket: a control frame is fragmented");
  }
}

TEST(WebSocketRules, AControlFrameHoldsAtMost125Bytes) {
  for (const std::uint8_t opcode : {kClose, kPing, kPong}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(opcode, std::string(126, 'x')));
    ExpectBroken(*end, 1002, "WebSocket: a control frame of 126 bytes, 125 are the limit");
  }
}

TEST(WebSocketRules, APingIsAnsweredWithItsBytesAndAPongIsNot) {
  const auto end = Acceptor();
  for (const std::size_t size : {0u, 1u, 125u}) {
    end->Feed(FrameOf(kPing, std::string(size, 'p')));
    EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kPong, false, std::string(size, 'p')}}));
  }
  end->Feed(FrameOf(kPong, "unasked"));
  EXPECT_TRUE(end->Take().empty());
  EXPECT_TRUE(end->heard.messages.empty());
}

TEST(WebSocketRules, PingsInOneReadAreAnsweredInTheirOrder) {
  const auto end = Acceptor();
  ByteVector pings;
  for (const char c : {'a', 'b', 'c'}) {
    const ByteVector ping = FrameOf(kPing, std::string(1, c));
    pings.insert(pings.end(), ping.begin(), ping.end());
  }
  end->Feed(pings);
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kPong, false, "a"}, {kPong, false, "b"}, {kPong, false, "c"}}));
}

// --- 5.5.1 and 7 close ---

TEST(WebSocketRules, ACloseIsAnsweredWithItsCodeAndEndsTheLink) {
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

TEST(WebSocketRules, ACloseWithoutACodeIsAnsweredWithoutOne) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, ""));
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kClose, false, ""}}));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].code, 0);
  EXPECT_EQ(end->heard.closed[0].why.Text(), "the peer closed the WebSocket");
}

TEST(WebSocketRules, NothingIsHeardAfterAClose) {
  const auto end = Acceptor();
  ByteVector bytes = FrameOf(kClose, CloseText(1000));
  const ByteVector late = FrameOf(kFin | kBinary, "late");
  bytes.insert(bytes.end(), late.begin(), late.end());
  end->Feed(bytes);
  end->Feed(late);
  EXPECT_TRUE(end->heard.messages.empty());
}

TEST(WebSocketRules, ACloseOfOneByteFails) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, "x"));
  ExpectBroken(*end, 1002, "WebSocket: a close frame of one byte");
}

TEST(WebSocketRules, CloseCodesThatMayNotBeSentFail) {
  for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65'535}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(kClose, CloseText(static_cast<std::uint16_t>(code))));
    ExpectBroken(*end, 1002, "WebSocket: close code " + std::to_string(code) + " may not be sent");
  }
}

TEST(WebSocketRules, CloseCodesThatMayBeSentAreAnswered) {
  for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    const auto end = Acceptor();
    end->Feed(FrameOf(kClose, CloseText(static_cast<std::uint16_t>(code))));
    EXPECT_EQ(end->TakeClose(), CloseText(static_cast<std::uint16_t>(code)));
    EXPECT_EQ(end->heard.closed.at(0).code, code);
  }
}

TEST(WebSocketRules, TheReasonOfACloseMustBeUtf8) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, CloseText(1000, "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80")));
  ExpectBroken(*end, 1007, "WebSocket: the reason of a close frame is not UTF-8");
}

TEST(WebSocketRules, TheReasonOfACloseReachesNoTerminalAsAnOrder) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kClose, CloseText(1000, "bye\x1b[2J\r\nERROR \xc2\x9b")));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].why.Text(), "the peer closed the WebSocket with code 1000: bye [2J  ERROR  ");
  EXPECT_EQ(end->heard.closed[0].reason, "bye [2J  ERROR  ");
}

TEST(WebSocketRules, OurCloseWaitsForThePeers) {
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

TEST(WebSocketRules, OurCloseWaitsThreeSecondsAtMost) {
  const auto end = Acceptor();
  end->session().Run([&] { end->session().Close(Status(Code::kClosed, "done")); });
  end->Take();
  end->Pass(seconds(3) - std::chrono::milliseconds(1));
  EXPECT_FALSE(end->stream().finished());
  end->Pass(std::chrono::milliseconds(1));
  EXPECT_TRUE(end->stream().finished());
}

TEST(WebSocketRules, WhatWaitsIsSentBeforeTheCloseFrame) {
  const auto end = Acceptor();
  end->session().Run([&] {
    end->session().Send(Bytes(AsBytes("last words")));
    end->session().Close(Status(Code::kClosed, "done"));
    end->session().Send(Bytes(AsBytes("too late")));
  });
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kFin | kBinary, false, "last words"}, {kClose, false, CloseText(1000)}}));
}

TEST(WebSocketRules, AReasonIsCutTo123BytesBetweenCharacters) {
  WebSocketOptions options;
  std::string reason(122, 'x');
  reason += "\xc3\xa9 and more";
  options.farewell = [reason](const Status&) { return CloseWords{CloseCode::kPolicy, reason}; };
  const auto end = Acceptor(options);
  end->session().Run([&] { end->session().Close(Status(Code::kClosed, "done")); });
  EXPECT_EQ(end->TakeClose(), CloseText(1008, std::string(122, 'x')));
}

TEST(WebSocketRules, AnEndWithoutACloseFrameIsTold) {
  const auto end = Acceptor();
  end->stream().Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].by, ClosedBy::kPeer);
  EXPECT_EQ(end->heard.closed[0].code, 0);
  EXPECT_TRUE(end->stream().finished());
}

// --- 5.6 and 8.1 data ---

TEST(WebSocketRules, OurCloseKeepsItsWordsWhereThePeersComesInTheSameRead) {
  const auto end = Acceptor();
  ByteVector both = FrameOf(kFin | kText, "Hello");
  const ByteVector close = FrameOf(kFin | kClose, "\x03\xe8");
  both.insert(both.end(), close.begin(), close.end());
  end->Feed(both);
  EXPECT_EQ(end->TakeClose(), CloseText(1003, "binary messages only"));
}

TEST(WebSocketRules, ATextMessageIsRefusedWhereOnlyBinaryOnesAreTaken) {
  WebSocketOptions options;
  options.text_refused = {CloseCode::kNormal, ""};
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kFin | kText, "Hello"));
  EXPECT_EQ(end->TakeClose(), CloseText(1000));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].why.Text(), "WebSocket: a text message where only binary ones are taken");
  EXPECT_TRUE(end->heard.messages.empty());
}

TEST(WebSocketRules, ATextMessageIsHeardWhereItIsTaken) {
  WebSocketOptions options;
  options.takes_text = true;
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kText, "Hello-\xc2"));  // a character may be split between fragments
  end->Feed(FrameOf(kFin | kContinuation, "\xb5@\xc3\x9f"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello-\xc2\xb5@\xc3\x9f"});
}

TEST(WebSocketRules, ATextMessageMustBeUtf8) {
  WebSocketOptions options;
  options.takes_text = true;
  for (const std::string_view bad : {"\x80", "\xc0\xaf", "\xc3", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80",
                                     "\xf5\x80\x80\x80", "\xff", "ok\xe2\x82"}) {
    const auto end = Acceptor(options);
    end->Feed(FrameOf(kFin | kText, bad));
    ExpectBroken(*end, 1007, "WebSocket: a text message is not UTF-8");
    EXPECT_TRUE(end->heard.messages.empty());
  }
}

TEST(WebSocketRules, MessagesMayGoAsText) {
  WebSocketOptions options;
  options.sends_text = true;
  const auto end = Acceptor(options);
  end->session().Send(Bytes(AsBytes("{}")));
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kFin | kText, false, "{}"}}));
}

// --- 10.4 limits ---

TEST(WebSocketRules, AMessageOverTheLimitIsRefusedFromItsHeader) {
  WebSocketOptions options;
  options.largest = 1000;
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kFin | kBinary, std::string(1000, 'x')));
  EXPECT_EQ(end->heard.messages.size(), 1u);
  end->Feed(Bytes(FrameOf(kFin | kBinary, std::string(1001, 'x'))).first(8));
  ExpectBroken(*end, 1009, "WebSocket: a message of at least 1001 bytes is over the limit of 1000");
}

TEST(WebSocketRules, TheLimitCountsAllFragments) {
  WebSocketOptions options;
  options.largest = 1000;
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kBinary, std::string(600, 'x')));
  end->Feed(Bytes(FrameOf(kFin | kContinuation, std::string(401, 'x'))).first(8));
  ExpectBroken(*end, 1009, "WebSocket: a message of at least 1001 bytes is over the limit of 1000");
}

TEST(WebSocketRules, AClaimedLengthTakesNoMemory) {
  WebSocketOptions options;
  options.largest = 64 * MiB;
  const auto end = Acceptor(options);
  end->Feed(ByteVector{0x82, 0xff, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 'x', 'x'});
  EXPECT_LE(end->heard.memory, 512u);
  end->Feed(ByteVector(10'000, 'x'));
  EXPECT_LE(end->heard.memory, 21'000u);
}

TEST(WebSocketRules, WhoTakesMessagesIsAskedBeforeALongOneIsThere) {
  const auto end = Acceptor();
  const std::string body = "the type, then the rest" + std::string(5000, 'x');
  const ByteVector frame = FrameOf(kFin | kBinary, body);
  end->Feed(Bytes(frame).first(20));
  EXPECT_TRUE(end->heard.foretold.empty());  // too little to tell
  end->Feed(Bytes(frame).subspan(20, 20));
  EXPECT_EQ(end->heard.foretold, std::vector<std::size_t>{body.size()});
  EXPECT_EQ(end->heard.first_bytes, std::vector<std::string>{body.substr(0, 16)});
  end->Feed(Bytes(frame).subspan(40));
  EXPECT_EQ(end->heard.foretold.size(), 1u);
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{body});
}

TEST(WebSocketRules, ALongMessageThatIsRefusedClosesAndIsNotKept) {
  const auto end = Acceptor();
  end->heard.refuse = Status(Code::kOverLimit, "no such message is that long");
  const ByteVector frame = FrameOf(kFin | kBinary, std::string(5000, 'x'));
  end->Feed(Bytes(frame).first(1000));
  EXPECT_EQ(end->TakeClose().substr(0, 2), CloseText(1008));
  EXPECT_EQ(end->heard.closed.at(0).why.Text(), "no such message is that long");
  end->Feed(Bytes(frame).subspan(1000));
  EXPECT_TRUE(end->heard.messages.empty());
  end->Feed(FrameOf(kClose, CloseText(1008)));
  EXPECT_TRUE(end->stream().finished());
}

TEST(WebSocketRules, WhoTakesMessagesIsAskedAboutOneInFragmentsToo) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, "the type, "));
  EXPECT_TRUE(end->heard.foretold.empty());  // too little to tell
  end->Feed(FrameOf(kContinuation, "then the rest"));
  EXPECT_EQ(end->heard.foretold, std::vector<std::size_t>{23});
  EXPECT_EQ(end->heard.first_bytes, std::vector<std::string>{"the type, then t"});
  end->Feed(FrameOf(kFin | kContinuation, "."));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"the type, then the rest."});
  // Each message anew.
  end->Feed(FrameOf(kBinary, std::string(16, 'y')));
  EXPECT_EQ(end->heard.foretold, (std::vector<std::size_t>{23, 16}));
}

TEST(WebSocketRules, FragmentsThatEndWithEachReadAreRefusedBeforeTheyAreGathered) {
  const auto end = Acceptor();
  end->heard.refuse = Status(Code::kOverLimit, "no such message is that long");
  end->Feed(FrameOf(kBinary, std::string(1000, 'x')));
  EXPECT_EQ(end->TakeClose().substr(0, 2), CloseText(1008));
  EXPECT_EQ(end->heard.closed.at(0).why.Text(), "no such message is that long");
  for (int i = 0; i < 10; ++i) end->Feed(FrameOf(kContinuation, std::string(1000, 'x')));
  EXPECT_LE(end->heard.memory, 2000u);
}

TEST(WebSocketRules, AMessageThatGrowsByFragmentsIsAskedAboutEachTimeItHasDoubled) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, std::string(100, 'x')));
  for (int i = 0; i < 63; ++i) end->Feed(FrameOf(kContinuation, std::string(100, 'x')));
  EXPECT_EQ(end->heard.foretold, (std::vector<std::size_t>{100, 200, 400, 800, 1600, 3200, 6400}));
}

// --- our own side ---

TEST(WebSocketRules, MessagesInOneReadAreOneBatch) {
  const auto end = Acceptor();
  ByteVector bytes;
  for (int i = 0; i < 10; ++i) {
    const ByteVector frame = FrameOf(kFin | kBinary, std::to_string(i));
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  const int before = end->heard.batches;
  end->Feed(bytes);
  EXPECT_EQ(end->heard.messages.size(), 10u);
  EXPECT_EQ(end->heard.batches, before + 1);
}

TEST(WebSocketRules, WhatIsSentInPlaceGetsTheHeaderItsSizeNeeds) {
  for (const bool dials : {false, true}) {
    End end({}, dials);
    end.Upgrade();
    std::vector<Sent> expected;
    for (const std::size_t size : {3u, 200u, 70'000u, 125u, 126u, 65'536u, 65'535u, 0u, 70'000u}) {
      const std::string body(size, static_cast<char>('a' + size % 26));
      ASSERT_TRUE(end.session().SendInPlace([&](ByteVector& out) {
        out.insert(out.end(), body.begin(), body.end());
        return Ok();
      }).ok());
      expected.push_back({kFin | kBinary, dials, body});
    }
    EXPECT_EQ(end.TakeFrames(), expected);
  }
}

TEST(WebSocketRules, AMessageThatCannotBeWrittenLeavesNothing) {
  const auto end = Acceptor();
  end->session().Send(Bytes(AsBytes("before")));
  const Status failed = end->session().SendInPlace([](ByteVector& out) {
    out.push_back('x');
    return Status(Code::kUsage, "no");
  });
  EXPECT_FALSE(failed.ok());
  end->session().Send(Bytes(AsBytes("after")));
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kFin | kBinary, false, "before"}, {kFin | kBinary, false, "after"}}));
}

TEST(WebSocketRules, LargeSlicesAreSentAsTheyAre) {
  for (const bool dials : {false, true}) {
    End end({}, dials);
    end.Upgrade();
    const Slice large = Slice::Copy(ByteVector(100'000, 'x'));
    end.session().Send(large);
    EXPECT_EQ(end.TakeFrames(), (std::vector<Sent>{{kFin | kBinary, dials, std::string(100'000, 'x')}}));
    EXPECT_EQ(large[5], 'x');
  }
}

TEST(WebSocketRules, PingsKeepASilentLinkAliveAndEndADeadOne) {
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

TEST(WebSocketRules, ASlowReaderGetsNoCloseFrameInTheMiddleOfAMessage) {
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
