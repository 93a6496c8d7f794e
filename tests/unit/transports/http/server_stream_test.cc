// HTTP served on a link, fed by hand on a manual clock.
#include <gtest/gtest.h>

#include "core/session/manual_host.h"
#include "transports/http/server_stream.h"

namespace dragoman {
namespace {

using std::chrono::seconds;

constexpr std::string_view kText = "\r\nContent-Type: text/plain; charset=utf-8\r\n";

class HttpServer : public ::testing::Test {
 protected:
  HttpServer() {
    LinkInfo link;
    link.remote = "127.0.0.1:5";
    link.certificate = "DER";
    stream_ = std::make_unique<HttpServerStream>(
        std::make_shared<const HttpServerOptions>(), link, host_,
        [this](const LinkInfo& from, http::Request request, HttpAnswer answer) {
          certificates_.push_back(from.certificate);
          asked_.push_back(request.method + ' ' + request.target + ' ' + request.body);
          if (request.target == "/later") {
            later_ = std::move(answer);
          } else {
            answer(http::TextResponse(200, request.target));
          }
        });
    stream_->OnWake([this] { ++wakes_; });
    stream_->Open();
  }
  void Feed(std::string_view text) {
    stream_->Feed(Slice::Copy(AsBytes(text)));
    host_.RunDue();
  }
  std::string Take() {
    std::string taken;
    Bytes run;
    while (!stream_->out().empty() && stream_->out().Peek({&run, 1}) > 0) {
      taken += AsText(run);
      stream_->DropOut(run.size());
    }
    return taken;
  }
  void Pass(Duration time) {
    clock_.Advance(time);
    if (clock_.Now() >= stream_->NextDeadline()) stream_->Tick();
    host_.RunDue();
  }
  static std::string Ok(std::string_view body, std::string_view more = "") {
    return "HTTP/1.1 200 OK" + std::string(kText) + "Content-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(more) + "\r\n" + std::string(body);
  }

  ManualClock clock_;
  ManualHost host_{clock_};
  std::vector<std::string> asked_;
  std::vector<std::string> certificates_;
  HttpAnswer later_;
  int wakes_ = 0;
  std::unique_ptr<HttpServerStream> stream_;
};

TEST_F(HttpServer, AnswersOneRequestAfterTheOther) {
  Feed("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(Take(), Ok("/a"));
  Feed("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(Take(), Ok("/b"));
  EXPECT_EQ(asked_, (std::vector<std::string>{"GET /a ", "POST /b {}"}));
  EXPECT_EQ(certificates_, (std::vector<std::string>{"DER", "DER"}));
  EXPECT_EQ(wakes_, 2);
  EXPECT_FALSE(stream_->closing());
}

TEST_F(HttpServer, AnswersRequestsThatCameTogetherInTheirOrder) {
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nnoise");
  EXPECT_EQ(Take(), "");
  EXPECT_EQ(asked_.size(), 1u);
  EXPECT_FALSE(stream_->WantsRead());
  later_(http::TextResponse(200, "first"));
  host_.RunDue();
  for (const std::string& expected : {Ok("first"), Ok("/b"), Ok("/c", "Connection: close\r\n")}) {
    EXPECT_EQ(Take(), expected);
    host_.RunDue();
  }
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, WhoTakesNoAnswerIsAskedForNoMore) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
  Feed(many);
  EXPECT_EQ(asked_.size(), 1u);
  EXPECT_EQ(stream_->out().size(), Ok("/a").size());
  std::string taken;
  for (int i = 0; i < 100; ++i) {
    taken += Take();
    host_.RunDue();
  }
  EXPECT_EQ(asked_.size(), 100u);
  EXPECT_EQ(taken.size(), 100 * Ok("/a").size());
  EXPECT_TRUE(stream_->WantsRead());
}

TEST_F(HttpServer, EverySplitOfARequestIsTheSame) {
  const std::string request = "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  for (std::size_t split = 0; split <= request.size(); ++split) {
    Feed(request.substr(0, split));
    Feed(request.substr(split));
    EXPECT_EQ(Take(), Ok("/b")) << split;
    EXPECT_EQ(asked_.back(), "POST /b abc");
  }
}

TEST_F(HttpServer, HeadHasTheLengthButNoBody) {
  Feed("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(Take(), "HTTP/1.1 200 OK" + std::string(kText) + "Content-Length: 2\r\n\r\n");
}

TEST_F(HttpServer, OldClientsGetOneAnswer) {
  Feed("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_EQ(Take(), Ok("/a", "Connection: close\r\n"));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, WhoWaitsForAWordBeforeTheBodyGetsOne) {
  Feed("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(Take(), "HTTP/1.1 100 Continue\r\n\r\n");
  Feed("x");
  EXPECT_EQ(Take(), Ok("/a"));
}

TEST_F(HttpServer, OtherMethodsAreNotAllowed) {
  Feed("DELETE /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(Take().starts_with("HTTP/1.1 405 Method Not Allowed"));
  EXPECT_TRUE(asked_.empty());
  EXPECT_FALSE(stream_->closing());
}

TEST_F(HttpServer, ABadRequestIsAnsweredAndEndsTheLink) {
  Feed("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string answer = Take();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 Bad Request")) << answer;
  EXPECT_NE(answer.find("Connection: close"), answer.npos);
  EXPECT_TRUE(answer.ends_with("the length of the body is said more than once")) << answer;
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, AnAnswerCountsOnceAndOnlyWhileThePeerIsThere) {
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  later_(http::TextResponse(200, "one"));
  later_(http::TextResponse(200, "two"));
  host_.RunDue();
  EXPECT_EQ(Take(), Ok("one"));
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  stream_.reset();
  later_(http::TextResponse(200, "nobody"));
  host_.RunDue();
}

TEST_F(HttpServer, WhoHasEndedItsOwnSideStillGetsItsAnswer) {
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  stream_->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  stream_->Ended(ClosedBy::kPeer, Status(Code::kLost, "told twice"));
  EXPECT_FALSE(stream_->finished());
  Pass(seconds(2));
  later_(http::TextResponse(200, "one"));
  host_.RunDue();
  EXPECT_EQ(Take(), Ok("one", "Connection: close\r\n"));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, WhoHasEndedItsOwnSideIsNotWaitedForLong) {
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  stream_->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  Pass(seconds(3));
  EXPECT_TRUE(Take().starts_with("HTTP/1.1 504 "));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, WhoEndsWithoutAQuestionIsGoneAtOnce) {
  stream_->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, ABrokenLinkIsOverWhateverIsBeingAnswered) {
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  stream_->Ended(ClosedBy::kNetwork, Status(Code::kLost, "the connection was reset"));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, EveryWaitHasItsLimit) {
  Pass(seconds(59));
  EXPECT_FALSE(stream_->closing());
  Pass(seconds(1));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, ASlowRequestIsToldSo) {
  Feed("GET /a");
  Pass(seconds(20));
  Feed(" HTTP/1.1\r\n");
  Pass(seconds(10));
  EXPECT_TRUE(Take().starts_with("HTTP/1.1 408 "));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, AnAnswerThatNeverComesIsToldSo) {
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  Pass(seconds(300));
  EXPECT_TRUE(Take().starts_with("HTTP/1.1 504 "));
}

TEST_F(HttpServer, WhoTakesNoBytesIsGivenUp) {
  Feed("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_FALSE(stream_->WantsRead());
  Pass(seconds(30));
  EXPECT_TRUE(stream_->finished());
}

TEST_F(HttpServer, AStoppingNodeAnswers503) {
  Feed("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  stream_->Close(Status(Code::kShutdown, "this node is stopping"));
  EXPECT_TRUE(Take().starts_with("HTTP/1.1 503 "));
  EXPECT_TRUE(stream_->finished());
}

}  // namespace
}  // namespace dragoman
