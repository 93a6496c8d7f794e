// Rules of RFC 6455 about messages: text, limits, and how ours are sent (5.6, 8.1, 10.4),
// as a peer would break or use them (docs/websocket.md has the table).
#include "tests/unit/core/allocated.h"
#include "tests/unit/transports/websocket/rules.h"

namespace dragoman::websocket_tests {
namespace {

// --- 5.6 and 8.1 data ---

TEST(WebSocketMessages, ATextMessageIsRefusedWhereOnlyBinaryOnesAreTaken) {
  WebSocketOptions options;
  options.text_refused = {CloseCode::kNormal, ""};
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kFin | kText, "Hello"));
  EXPECT_EQ(end->TakeClose(), CloseText(1000));
  ASSERT_EQ(end->heard.closed.size(), 1u);
  EXPECT_EQ(end->heard.closed[0].why.Text(), "WebSocket: a text message where only binary ones are taken");
  EXPECT_TRUE(end->heard.messages.empty());
}

TEST(WebSocketMessages, ATextMessageIsHeardWhereItIsTaken) {
  WebSocketOptions options;
  options.takes_text = true;
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kText, "Hello-\xc2"));  // a character may be split between fragments
  end->Feed(FrameOf(kFin | kContinuation, "\xb5@\xc3\x9f"));
  EXPECT_EQ(end->heard.messages, std::vector<std::string>{"Hello-\xc2\xb5@\xc3\x9f"});
}

TEST(WebSocketMessages, ATextMessageMustBeUtf8) {
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

TEST(WebSocketMessages, MessagesMayGoAsText) {
  WebSocketOptions options;
  options.sends_text = true;
  const auto end = Acceptor(options);
  end->session().Send(Bytes(AsBytes("{}")));
  EXPECT_EQ(end->TakeFrames(), (std::vector<Sent>{{kFin | kText, false, "{}"}}));
}

// --- 10.4 limits ---

TEST(WebSocketMessages, AMessageOverTheLimitIsRefusedFromItsHeader) {
  WebSocketOptions options;
  options.largest = 1000;
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kFin | kBinary, std::string(1000, 'x')));
  EXPECT_EQ(end->heard.messages.size(), 1u);
  end->Feed(Bytes(FrameOf(kFin | kBinary, std::string(1001, 'x'))).first(8));
  ExpectBroken(*end, 1009, "WebSocket: a message of at least 1001 bytes is over the limit of 1000");
}

TEST(WebSocketMessages, TheLimitCountsAllFragments) {
  WebSocketOptions options;
  options.largest = 1000;
  const auto end = Acceptor(options);
  end->Feed(FrameOf(kBinary, std::string(600, 'x')));
  end->Feed(Bytes(FrameOf(kFin | kContinuation, std::string(401, 'x'))).first(8));
  ExpectBroken(*end, 1009, "WebSocket: a message of at least 1001 bytes is over the limit of 1000");
}

TEST(WebSocketMessages, AClaimedLengthTakesNoMemory) {
  WebSocketOptions options;
  options.largest = 64 * MiB;
  const auto end = Acceptor(options);
  end->Feed(ByteVector{0x82, 0xff, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 'x', 'x'});
  EXPECT_LE(end->heard.memory, 512u);
  end->Feed(ByteVector(10'000, 'x'));
  EXPECT_LE(end->heard.memory, 21'000u);
}

TEST(WebSocketMessages, WhoTakesMessagesIsAskedBeforeALongOneIsThere) {
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

TEST(WebSocketMessages, ALongMessageThatIsRefusedClosesAndIsNotKept) {
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

TEST(WebSocketMessages, WhoTakesMessagesIsAskedAboutOneInFragmentsToo) {
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

TEST(WebSocketMessages, FragmentsThatEndWithEachReadAreRefusedBeforeTheyAreGathered) {
  const auto end = Acceptor();
  end->heard.refuse = Status(Code::kOverLimit, "no such message is that long");
  end->Feed(FrameOf(kBinary, std::string(1000, 'x')));
  EXPECT_EQ(end->TakeClose().substr(0, 2), CloseText(1008));
  EXPECT_EQ(end->heard.closed.at(0).why.Text(), "no such message is that long");
  for (int i = 0; i < 10; ++i) end->Feed(FrameOf(kContinuation, std::string(1000, 'x')));
  EXPECT_LE(end->heard.memory, 2000u);
}

TEST(WebSocketMessages, AMessageThatGrowsByFragmentsIsAskedAboutEachTimeItHasDoubled) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, std::string(100, 'x')));
  for (int i = 0; i < 63; ++i) end->Feed(FrameOf(kContinuation, std::string(100, 'x')));
  EXPECT_EQ(end->heard.foretold, (std::vector<std::size_t>{100, 200, 400, 800, 1600, 3200, 6400}));
}

TEST(WebSocketMessages, FragmentsAreGatheredWithoutACopyOfAllForEachOfThem) {
  const auto end = Acceptor();
  end->Feed(FrameOf(kBinary, std::string(1 * MiB, 'x')));
  ByteVector pieces;
  for (int i = 0; i < 1000; ++i) {
    const ByteVector piece = FrameOf(kContinuation, "x");
    pieces.insert(pieces.end(), piece.begin(), piece.end());
  }
  const std::size_t before = testing::AllocatedSoFar();
  end->Feed(pieces);
  EXPECT_LE(testing::AllocatedSoFar() - before, 3 * MiB);
  end->Feed(FrameOf(kFin | kContinuation, ""));
  ASSERT_EQ(end->heard.messages.size(), 1u);
  EXPECT_EQ(end->heard.messages[0].size(), 1 * MiB + 1000);
}

// --- our own side ---

TEST(WebSocketMessages, MessagesInOneReadAreOneBatch) {
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

TEST(WebSocketMessages, WhatIsSentInPlaceGetsTheHeaderItsSizeNeeds) {
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

TEST(WebSocketMessages, AMessageThatCannotBeWrittenLeavesNothing) {
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

TEST(WebSocketMessages, LargeSlicesAreSentAsTheyAre) {
  for (const bool dials : {false, true}) {
    End end({}, dials);
    end.Upgrade();
    const Slice large = Slice::Copy(ByteVector(100'000, 'x'));
    end.session().Send(large);
    EXPECT_EQ(end.TakeFrames(), (std::vector<Sent>{{kFin | kBinary, dials, std::string(100'000, 'x')}}));
    EXPECT_EQ(large[5], 'x');
  }
}

}  // namespace
}  // namespace dragoman::websocket_tests
