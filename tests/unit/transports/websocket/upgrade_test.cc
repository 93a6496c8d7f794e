// The opening handshake (RFC 6455, 4), both sides.
#include <gtest/gtest.h>

#include "tests/unit/transports/websocket/lab.h"

namespace dragoman::websocket_tests {
namespace {

using std::chrono::seconds;

// A request with one of its lines replaced, or left out.
std::string Changed(std::string_view name, std::string_view line) {
  std::string request(kRequest);
  const std::size_t begin = request.find(name);
  const std::size_t end = request.find("\r\n", begin) + 2;
  return request.replace(begin, end - begin, line) + "\r\n";
}

TEST(WebSocketUpgrade, TheKeyOfTheRfcIsProvenAsTheRfcSays) {
  EXPECT_EQ(websocket::AcceptFor("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebSocketUpgrade, AnAcceptorAnswersAndHandsOverWhatTheRequestSaid) {
  End end;
  const std::string answer = end.Upgrade("X-More: yes\r\n");
  EXPECT_EQ(answer,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
  ASSERT_NE(end.link().upgrade, nullptr);
  EXPECT_EQ(end.link().upgrade->target, "/ws");
  EXPECT_EQ(http::Find(end.link().upgrade->headers, "x-more"), "yes");
  EXPECT_FALSE(end.stream().opening());
}

TEST(WebSocketUpgrade, TheRequestMayComeAByteAtATimeWithTheFirstMessageBehindIt) {
  End end;
  std::string bytes = std::string(kRequest) + "\r\n";
  bytes += AsText(FrameOf(0x82, "first"));
  for (const char c : bytes) end.Feed(std::string_view(&c, 1));
  EXPECT_EQ(end.heard.messages, std::vector<std::string>{"first"});
  End whole;
  whole.Feed(bytes);
  EXPECT_EQ(whole.heard.messages, std::vector<std::string>{"first"});
}

TEST(WebSocketUpgrade, WhatIsNoProperUpgradeIsAnsweredWithTheReason) {
  const struct {
    const char* name;
    const char* line;
    const char* answer;
  } cases[] = {
      {"GET", "GET /other HTTP/1.1\r\n", "HTTP/1.1 404 Not Found"},
      {"GET", "POST /ws HTTP/1.1\r\n", "HTTP/1.1 400 Bad Request"},
      {"GET", "GET /ws HTTP/1.0\r\n", "HTTP/1.1 400 Bad Request"},
      {"GET", "GET /ws HTTP/2.0\r\n", "HTTP/1.1 505 HTTP Version Not Supported"},
      {"Host", "", "HTTP/1.1 400 Bad Request"},
      {"Upgrade", "", "HTTP/1.1 400 Bad Request"},
      {"Upgrade", "Upgrade: h2c\r\n", "HTTP/1.1 400 Bad Request"},
      {"Connection", "Connection: keep-alive\r\n", "HTTP/1.1 400 Bad Request"},
      {"Sec-WebSocket-Version", "Sec-WebSocket-Version: 8\r\n", "HTTP/1.1 426 Upgrade Required"},
      {"Sec-WebSocket-Version", "", "HTTP/1.1 426 Upgrade Required"},
      {"Sec-WebSocket-Key", "", "HTTP/1.1 400 Bad Request"},
      {"Sec-WebSocket-Key", "Sec-WebSocket-Key: short\r\n", "HTTP/1.1 400 Bad Request"},
      {"Sec-WebSocket-Key", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 4\r\n", "HTTP/1.1 400 Bad Request"},
  };
  for (const auto& one : cases) {
    End end;
    end.Feed(Changed(one.name, one.line));
    const std::string answer = end.TakeText();
    EXPECT_TRUE(answer.starts_with(one.answer)) << one.line << answer;
    EXPECT_NE(answer.find("Connection: close"), answer.npos);
    EXPECT_EQ(answer.find("Sec-WebSocket-Version: 13") != answer.npos, answer.find(" 426 ") != answer.npos);
    EXPECT_TRUE(end.stream().finished());
    EXPECT_EQ(end.failures.size(), 1u);
    EXPECT_EQ(end.stream().session(), nullptr);
  }
}

TEST(WebSocketUpgrade, WordsOfListsAndNamesAreTakenInAnyCase) {
  End end;
  end.Feed("GET /ws?x=1 HTTP/1.1\r\nhost: a\r\nUPGRADE: WebSocket\r\nconnection: keep-alive, upgrade\r\n"
           "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n");
  EXPECT_TRUE(end.TakeText().starts_with("HTTP/1.1 101 "));
}

TEST(WebSocketUpgrade, WhoIsNotWantedIsToldSoInHttp) {
  WebSocketOptions options;
  options.refusal = [](const Status& why) { return std::pair(403, "403: Peer is banned, " + why.Text()); };
  End end(options, false, Status(Code::kRefused, "refusing connection"));
  const std::string answer = end.Upgrade();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 403 Forbidden\r\n")) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\n403: Peer is banned, refusing connection")) << answer;
  EXPECT_TRUE(end.stream().finished());
  EXPECT_TRUE(end.failures.empty());
}

TEST(WebSocketUpgrade, ALocalReasonIsAnsweredWith503) {
  End end({}, false, Status(Code::kShutdown, "the node is stopping"));
  EXPECT_TRUE(end.Upgrade().starts_with("HTTP/1.1 503 Service Unavailable\r\n"));
}

TEST(WebSocketUpgrade, ADialerAsksAsConfigured) {
  WebSocketOptions options;
  options.headers = {{"User-Agent", "dragoman"}};
  End end(options, true);
  const std::string request = end.TakeText();
  EXPECT_TRUE(request.starts_with("GET /ws HTTP/1.1\r\nHost: 10.0.0.2:7777\r\nUpgrade: websocket\r\n"
                                  "Connection: Upgrade\r\nSec-WebSocket-Key: ")) << request;
  EXPECT_TRUE(request.ends_with("==\r\nSec-WebSocket-Version: 13\r\nUser-Agent: dragoman\r\n\r\n")) << request;
}

TEST(WebSocketUpgrade, TwoDialsUseTwoKeys) {
  End one({}, true);
  End other({}, true);
  EXPECT_NE(one.TakeText(), other.TakeText());
}

TEST(WebSocketUpgrade, ADialerTakesTheUpgradeAndWhatFollowsInTheSameRead) {
  End end({}, true);
  end.Upgrade("\r\n");  // the head ends before the message
  EXPECT_TRUE(end.failures.empty());
  ASSERT_NE(end.stream().session(), nullptr);
  EXPECT_EQ(end.link().upgrade->target, "/ws");
}

TEST(WebSocketUpgrade, AnyOtherAnswerIsTheReason) {
  End end({}, true);
  end.Feed("HTTP/1.1 403 Forbidden\r\nContent-Length: 45\r\n\r\n403: Peer 10.0.0.9 is banned");
  EXPECT_TRUE(end.failures.empty());
  end.Feed(", refusing connection and so on");
  EXPECT_EQ(end.failures, std::vector<std::string>{"it answered 403 Forbidden: 403: Peer 10.0.0.9 is banned, refusing connec"});
  EXPECT_TRUE(end.stream().finished());
}

TEST(WebSocketUpgrade, AnAnswerThatEndsEarlyIsStillTheReason) {
  End end({}, true);
  end.Feed("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>\n");
  end.stream().Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  EXPECT_EQ(end.failures, std::vector<std::string>{"it answered 502 Bad Gateway: <html> "});
}

TEST(WebSocketUpgrade, TheWordsOfARefusalReachNoTerminalAsOrders) {
  End end({}, true);
  end.Feed("HTTP/1.1 403 For\xc2\x9b" "bidden\r\nContent-Length: 9\r\n\r\na\x1b[2J\n\x9b" "b\x7f");
  EXPECT_EQ(end.failures, std::vector<std::string>{"it answered 403 For bidden: a [2J ?b "});
}

TEST(WebSocketUpgrade, AnAnswerWhosePhraseHoldsAControlCharacterFails) {
  End end({}, true);
  end.Feed("HTTP/1.1 403 For\x1b[2Jbidden\r\n\r\n");
  ASSERT_EQ(end.failures.size(), 1u);
  EXPECT_NE(end.failures[0].find("HTTP: the phrase holds a control character"), std::string::npos) << end.failures[0];
}

TEST(WebSocketUpgrade, AnAnswerThatProvesNothingFails) {
  for (const std::string_view answer :
       {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"}) {
    End end({}, true);
    end.Feed(answer);
    if (end.failures.empty()) end.Feed("\r\n");
    EXPECT_EQ(end.failures.size(), 1u) << answer;
    EXPECT_TRUE(end.stream().finished());
  }
}

TEST(WebSocketUpgrade, AnExtensionOrProtocolThatNobodyAskedForFails) {
  for (const std::string_view line : {"Sec-WebSocket-Extensions: permessage-deflate\r\n", "Sec-WebSocket-Protocol: chat\r\n"}) {
    End end({}, true);
    end.Upgrade(line);
    EXPECT_EQ(end.failures.size(), 1u) << line;
  }
}

TEST(WebSocketUpgrade, ADialerThatDoesNotWantTheLinkIsGoneWithoutAWord) {
  End end({}, true, Status(Code::kRefused, "it is us"));
  end.Upgrade();
  EXPECT_TRUE(end.Take().empty());
  EXPECT_TRUE(end.failures.empty());
  EXPECT_TRUE(end.stream().finished());
}

TEST(WebSocketUpgrade, BothSidesGiveUpInTime) {
  for (const bool dials : {false, true}) {
    End end({}, dials);
    end.Pass(seconds(29));
    EXPECT_FALSE(end.stream().finished());
    end.Pass(seconds(1));
    EXPECT_TRUE(end.stream().finished());
    EXPECT_EQ(end.failures, std::vector<std::string>{"the WebSocket upgrade took longer than 30 s"});
  }
}

TEST(WebSocketUpgrade, AHeadWithoutAnEndIsRefused) {
  End line;
  line.Feed(std::string(8193, 'x'));
  EXPECT_TRUE(line.TakeText().starts_with("HTTP/1.1 414 "));
  End fields;
  fields.Feed("GET /ws HTTP/1.1\r\n");
  for (int i = 0; i < 400; ++i) fields.Feed("X-Filler: 0123456789012345678901234567890123456789012345678901234567890\r\n");
  EXPECT_TRUE(fields.TakeText().starts_with("HTTP/1.1 431 "));
}

}  // namespace
}  // namespace dragoman::websocket_tests
