// HTTP/1.1 messages: what is read, what is refused, and that no run of bytes can be read as two different messages.
#include <gtest/gtest.h>

#include "transports/http/body.h"
#include "transports/http/head.h"

namespace dragoman::http {
namespace {

struct Read {
  Request request;
  Refusal refusal;
  std::string rest;
};

// Head and body of one request, fed in pieces of `piece` bytes.
Read ReadAll(std::string_view text, std::size_t piece = 1 << 20, Limits limits = {}) {
  Read read;
  HeadCollector head(limits);
  BodyReader body;
  bool in_body = false;
  while (!text.empty() && read.refusal.ok()) {
    Bytes bytes = AsBytes(text.substr(0, piece));
    text.remove_prefix(bytes.size());
    if (!in_body) {
      read.refusal = head.Add(bytes);
      if (!read.refusal.ok() || !head.done()) continue;
      in_body = true;
      read.refusal = ReadRequest(head.text(), limits, read.request);
      if (read.refusal.ok()) read.refusal = body.Begin(read.request.headers, read.request.minor, limits);
      if (!read.refusal.ok()) break;
    }
    read.refusal = body.Add(bytes, read.request.body);
    read.rest += AsText(bytes);
  }
  if (read.refusal.ok() && !(in_body && body.done())) read.refusal = {0, Status(Code::kTruncated, "more is needed")};
  return read;
}

int StatusOf(std::string_view text, Limits limits = {}) {
  const Read whole = ReadAll(text, 1 << 20, limits);
  for (const std::size_t piece : {1u, 2u, 3u, 7u}) {
    const Read apart = ReadAll(text, piece, limits);
    EXPECT_EQ(apart.refusal.ok(), whole.refusal.ok()) << text << piece;
    EXPECT_EQ(apart.refusal.status, whole.refusal.status) << text << piece;
    EXPECT_EQ(apart.request.body, whole.request.body) << text << piece;
  }
  return whole.refusal.ok() ? 200 : whole.refusal.status;
}

TEST(HttpRequest, IsReadWithItsHeadersAndBody) {
  const Read read = ReadAll("POST /get_block?x=1 HTTP/1.1\r\nHost: localhost:8555\r\nContent-Length:  4 \r\nX-Empty:\r\n\r\n{}\r\nGET");
  ASSERT_TRUE(read.refusal.ok()) << read.refusal.why.ToString();
  EXPECT_EQ(read.request.method, "POST");
  EXPECT_EQ(read.request.target, "/get_block?x=1");
  EXPECT_EQ(read.request.path(), "/get_block");
  EXPECT_EQ(Find(read.request.headers, "hOST"), "localhost:8555");
  EXPECT_EQ(Find(read.request.headers, "content-length"), "4");
  EXPECT_EQ(Count(read.request.headers, "x-empty"), 1u);
  EXPECT_EQ(read.request.body, "{}\r\n");
  EXPECT_EQ(read.rest, "GET");
}

TEST(HttpRequest, ChunksBecomeOneBody) {
  const Read read = ReadAll("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\nA;x=y\r\n-pedia in \r\n0\r\nX: 1\r\n\r\nnext");
  ASSERT_TRUE(read.refusal.ok()) << read.refusal.why.ToString();
  EXPECT_EQ(read.request.body, "Wiki-pedia in ");
  EXPECT_EQ(read.rest, "next");
}

TEST(HttpRequest, TargetsAreReadInTheirForms) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"GET / HTTP/1.1", "/"}, {"GET http://a:1/b?c HTTP/1.1", "/b?c"}, {"GET http://a HTTP/1.1", "/"},
      {"OPTIONS * HTTP/1.1", "*"}};
  for (const auto& [line, target] : cases) {
    const Read read = ReadAll(std::string(line) + "\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(read.refusal.ok()) << line;
    EXPECT_EQ(read.request.target, target);
  }
}

TEST(HttpRequest, OneEmptyLineInFrontIsPassedOver) {
  EXPECT_EQ(StatusOf("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
  EXPECT_EQ(StatusOf("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
}

TEST(HttpRequest, WhatCouldBeReadInTwoWaysIsRefused) {
  const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n";
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(StatusOf(post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), 400);
  EXPECT_EQ(StatusOf(post + "Content-Length: 3, 3\r\n\r\nabc"), 400);
  EXPECT_EQ(StatusOf(post + "Content-Length: +3\r\n\r\nabc"), 400);
  EXPECT_EQ(StatusOf(post + "Content-Length: 0x3\r\n\r\nabc"), 400);
  EXPECT_EQ(StatusOf(post + "Content-Length:\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(post + "Content-Length: 99999999999999999999\r\n\r\n"), 413);
  EXPECT_EQ(StatusOf(post + "Transfer-Encoding: gzip, chunked\r\n\r\n"), 501);
  EXPECT_EQ(StatusOf(post + "Transfer-Encoding: xchunked\r\n\r\n"), 501);
  EXPECT_EQ(StatusOf(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + "X : 1\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + " folded\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + "X: 1\r\n\tfolded\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + "X: 1\nY: 2\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + "X: 1\rY: 2\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + std::string("X: a\0b\r\n\r\n", 10)), 400);
  EXPECT_EQ(StatusOf(get + "Host: b\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + "noname\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(get + ": empty\r\n\r\n"), 400);
}

TEST(HttpRequest, ChunksThatCouldBeReadInTwoWaysAreRefused) {
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string_view body : {"4\nWiki\r\n0\r\n\r\n", "4\r\nWikix\r\n0\r\n\r\n", "g\r\n", "-1\r\n", "0x4\r\nWiki\r\n", "\r\n",
                                      " 4\r\nWiki\r\n", "4 \r\nWiki\r\n", "4\r\nWiki0\r\n\r\n"}) {
    EXPECT_EQ(StatusOf(post + std::string(body)), 400) << body;
  }
  EXPECT_EQ(StatusOf(post + "fffffffffffffffff\r\n"), 413);
  EXPECT_EQ(StatusOf(post + "fffffffffffffff\r\n"), 413);
  EXPECT_EQ(StatusOf(post + std::string(300, '0') + "\r\n"), 400);
}

TEST(HttpRequest, FirstLinesThatAreNoneAreRefused) {
  for (const std::string_view line : {"GET /", "GET  HTTP/1.1", "/ GET HTTP/1.1x", "GET x HTTP/1.1", "G(T / HTTP/1.1", "GET /a b HTTP/1.1",
                                      "GET / http/1.1", "CONNECT a:1 HTTP/1.1", "GET * HTTP/1.1", "GET /\x01 HTTP/1.1"}) {
    EXPECT_EQ(StatusOf(std::string(line) + "\r\nHost: a\r\n\r\n"), 400) << line;
  }
  EXPECT_EQ(StatusOf("GET / HTTP/1.2\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(StatusOf("GET / HTTP/3.0\r\nHost: a\r\n\r\n"), 505);
}

TEST(HttpRequest, EveryLimitHolds) {
  Limits limits;
  limits.first_line = 40;
  limits.headers = 3;
  limits.header_bytes = 100;
  limits.body = 10;
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(StatusOf(head + "Content-Length: 10\r\n\r\n0123456789", limits), 200);
  EXPECT_EQ(StatusOf(head + "Content-Length: 11\r\n\r\n0123456789a", limits), 413);
  EXPECT_EQ(StatusOf(head + "Transfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n", limits), 413);
  EXPECT_EQ(StatusOf(head + "A: 1\r\nB: 2\r\n\r\n", limits), 200);
  EXPECT_EQ(StatusOf(head + "A: 1\r\nB: 2\r\nC: 3\r\n\r\n", limits), 431);
  EXPECT_EQ(StatusOf(head + "A: " + std::string(150, 'x') + "\r\n\r\n", limits), 431);
  EXPECT_EQ(StatusOf("GET /" + std::string(40, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits), 414);
  EXPECT_EQ(StatusOf(std::string(41, 'x'), limits), 414);
}

TEST(HttpResponse, IsWrittenWithItsLength) {
  EXPECT_EQ(Write(TextResponse(404, "gone"), false),
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\n\r\ngone");
  EXPECT_EQ(Write(TextResponse(200, "four"), true, true),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\nConnection: close\r\n\r\n");
  Response none;
  none.status = 204;
  EXPECT_EQ(Write(none, false), "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(HttpAnswer, IsReadAndRefused) {
  Answer answer;
  EXPECT_TRUE(ReadAnswer("HTTP/1.1 403 Forbidden here\r\nA: b\r\n\r\n", {}, answer).ok());
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.phrase, "Forbidden here");
  EXPECT_EQ(Find(answer.headers, "a"), "b");
  EXPECT_TRUE(ReadAnswer("HTTP/1.0 200\r\n\r\n", {}, answer).ok());
  EXPECT_TRUE(ReadAnswer("HTTP/1.1 200 \r\n\r\n", {}, answer).ok());
  for (const std::string_view bad : {"HTTP/1.1 20\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1\r\n\r\n", "SSH-2.0\r\n\r\n", "HTTP/1.1  200\r\n\r\n",
                                     "HTTP/1.1 200 O\x1bK\r\n\r\n", "HTTP/1.1 200 O\x7fK\r\n\r\n"}) {
    EXPECT_FALSE(ReadAnswer(bad, {}, answer).ok()) << bad;
  }
}

}  // namespace
}  // namespace dragoman::http
