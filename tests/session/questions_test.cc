// Questions: what answers them, what does not, and when nothing does.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/session/lab.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;
using lab::DoneFrame;
using lab::NoFrame;
using lab::NoteFrame;
using lab::OrderFrame;

testing::Setup Dialing() {
  testing::Setup setup;
  setup.connects = true;
  return setup;
}

TEST(Introduction, IsOverWhenItsQuestionIsAnswered) {
  testing::PeerTester peer(lab::RegisterWithIntroduction, Dialing());
  EXPECT_EQ(peer.Sent(), OrderFrame(7));
  EXPECT_FALSE(peer.ready());
  EXPECT_EQ(peer.Exchange(DoneFrame(7)), "");
  EXPECT_TRUE(peer.ready());
  EXPECT_EQ(peer.station().event_names(), "PeerConnected");
}

TEST(Introduction, WithoutAnAnswerEndsAtItsDeadline) {
  testing::PeerTester peer(lab::RegisterWithIntroduction, Dialing());
  peer.Advance(5s - 1ns);
  EXPECT_TRUE(peer.connected());
  peer.Advance(1ns);
  EXPECT_EQ(peer.closed_because(), "no answer in time");
  EXPECT_FALSE(peer.ready());
}

TEST(Introduction, LetsOtherMessagesPassMeanwhile) {
  testing::PeerTester peer(lab::RegisterWithIntroduction, Dialing());
  EXPECT_EQ(peer.Exchange(NoteFrame("a") + OrderFrame(1) + DoneFrame(7)), DoneFrame(1) + NoFrame(1));
  EXPECT_TRUE(peer.ready());
}

TEST(Introduction, ThatIsRefusedClosesWithWhatTheRefusalSays) {
  testing::PeerTester peer(lab::RegisterWithIntroduction, Dialing());
  peer.Exchange(NoFrame(9));
  EXPECT_EQ(peer.closed_because(), "no, says 9");
}

TEST(Question, AnAnswerNobodyAskedForIsPassedOver) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Exchange(DoneFrame(1) + NoteFrame("a")), DoneFrame(1));
  EXPECT_TRUE(peer.connected());
}

TEST(Question, ALateOrSecondAnswerIsPassedOver) {
  testing::PeerTester peer(lab::RegisterWithIntroduction, Dialing());
  peer.Exchange(DoneFrame(7) + DoneFrame(7));
  EXPECT_TRUE(peer.connected());
  EXPECT_TRUE(peer.ready());
}

// --- wires whose replies carry the request's id; both sides count from 1 ---

struct Ask {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "ask";
  static void Fields(auto&, auto&) {}
};
struct Reply {
  static constexpr std::uint8_t kType = 2;
  static constexpr std::string_view kName = "reply";
  std::uint8_t value = 0;
  static void Fields(auto& visit, auto& m) { visit("value", m.value); }
};

// u8 length, u8 type, u8 id, body.
class IdCodec final : public Codec {
 public:
  Result<std::optional<Envelope>> Open(const Slice& frame, std::size_t header) override {
    if (frame.size() < header + 2) return Status(Code::kTruncated, "no type and id").At(header);
    Envelope envelope;
    envelope.native = frame[header];
    envelope.id = frame[header + 1];
    envelope.body = frame.Sub(header + 2);
    return std::optional<Envelope>(std::move(envelope));
  }
  Status Seal(const Envelope& message, Writer& out) override {
    out.U8(static_cast<std::uint8_t>(2 + message.body.size()));
    out.U8(static_cast<std::uint8_t>(message.native));
    out.U8(static_cast<std::uint8_t>(message.id.value_or(0)));
    out.Raw(message.body);
    return Ok();
  }
};

Task<Status> AnswerAsk(Peer& peer, const Received<Ask>& ask) {
  Reply reply;
  reply.value = 9;
  co_return peer.Answer(ask, reply);
}

// Two questions under way at once.
Task<Status> AskTwice(Peer& peer) {
  Envelope question;
  question.native = Ask::kType;
  Correlator::Question first = peer.AskEnvelope(question, 5s);
  Correlator::Question second = peer.AskEnvelope(question, 5s);
  const Result<Envelope> second_reply = co_await second;
  const Result<Envelope> first_reply = co_await first;
  if (!first_reply.ok()) co_return first_reply.status();
  peer.Learn("first", Json(int{first_reply->body[0]}));
  if (!second_reply.ok()) co_return second_reply.status();
  peer.Learn("second", Json(int{second_reply->body[0]}));
  co_return Ok();
}

Status RegisterById(DialectRegistry& registry) {
  Dialect lab("by-id");
  lab.Listen(Transport::kTcp, 7000)
      .Frame(LengthPrefix{.width = 1, .limit = 200})
      .Codec([] { return std::make_unique<IdCodec>(); })
      .Correlate(Correlation::kByEnvelopeId)
      .Message<Ask>({.bytes = 1})
      .Message<Reply>({.bytes = 1})
      .Answer<Ask>(AnswerAsk)
      .Introduce(AskTwice);
  return registry.Add(std::move(lab));
}

TEST(QuestionWithId, IsAnsweredByItsIdInAnyOrder) {
  testing::PeerTester peer(RegisterById, Dialing());
  EXPECT_EQ(peer.Sent(), "020101" "020102");
  peer.Exchange("03 02 02 16  03 02 01 0b");
  ASSERT_TRUE(peer.ready());
  EXPECT_EQ(peer.station().peer()->info().Dump(), R"({"first":11,"second":22})");
}

TEST(QuestionWithId, IsNotAnsweredByARequestThatHappensToHaveTheSameId) {
  testing::PeerTester peer(RegisterById, Dialing());
  EXPECT_EQ(peer.Exchange("02 01 01"), "03020109");
  peer.Exchange("03 02 02 16  03 02 01 0b");
  EXPECT_TRUE(peer.ready());
}

TEST(QuestionWithId, AReplyToAnotherIdIsPassedOver) {
  testing::PeerTester peer(RegisterById, Dialing());
  peer.Exchange("03 02 07 16");
  EXPECT_TRUE(peer.connected());
  peer.Advance(5s);
  EXPECT_EQ(peer.closed_because(), "no answer in time");
}

// --- a wire without ids whose author forgot .Replies ---

Task<Status> AskOnce(Peer& peer) {
  const Ask ask;
  const auto reply = co_await peer.Ask<Reply>(ask, 5s);
  co_return reply.status();
}

struct News {
  static constexpr std::uint8_t kType = 3;
  static constexpr std::string_view kName = "news";
  static void Fields(auto&, auto&) {}
};

Status RegisterWithoutReplies(DialectRegistry& registry) {
  Dialect lab("forgetful");
  lab.Frame(LengthPrefix{.width = 1, .limit = 200})
      .Message<Ask>({.bytes = 1})
      .Message<Reply>({.bytes = 1})
      .Message<News>({.bytes = 1})
      .Introduce(AskOnce);
  return registry.Add(std::move(lab));
}

TEST(Question, WithoutDeclaredRepliesWaitsForTheOneItNames) {
  testing::PeerTester peer(RegisterWithoutReplies, Dialing());
  peer.Exchange("01 03");
  EXPECT_TRUE(peer.connected());
  EXPECT_FALSE(peer.ready());
  peer.Exchange("02 02 09");
  EXPECT_TRUE(peer.ready());
}

}  // namespace
}  // namespace dragoman
