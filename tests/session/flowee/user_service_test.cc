// Services of our own behind Flowee's service ids (wire/flowee.md 8.2, 8.5).
#include <gtest/gtest.h>

#include <thread>

#include "core/dragoman/service.h"
#include "dialects/flowee/server/user_services.h"
#include "tests/vectors/flowee_lines.h"
#include "tests/vectors/flowee_talk.h"

namespace dragoman::flowee {
namespace {

using namespace std::chrono_literals;

constexpr std::int32_t kService = 100;

// A node with one connection, and what service 100 was asked.
class UserService : public ::testing::Test {
 protected:
  void Serve(std::function<void(const user::Request&, user::Sink)> answer, std::int64_t id = kService) {
    const Status served = user::Serve(lines_.world().router, NetworkId{}, user::ServiceName(id), std::move(answer));
    ASSERT_TRUE(served.ok()) << served.ToString();
  }
  // Keeps what it is asked until a test answers.
  void ServeLater() {
    Serve([this](const user::Request& request, user::Sink sink) {
      asked_.push_back(request.Owned());
      sinks_.push_back(std::move(sink));
    });
  }
  void Ask(std::int32_t service, std::int32_t message, const std::string& body, std::int64_t id) {
    Envelope envelope;
    envelope.native = PackNative(service, message);
    envelope.id = id;
    envelope.body = Slice::View(Bytes(reinterpret_cast<const std::uint8_t*>(body.data()), body.size()));
    ByteVector packets;
    Writer out(packets);
    ASSERT_TRUE(FloweeCodec().Seal(envelope, out).ok());
    lines_.Say(line_, packets);
  }
  static user::Answer Saying(const std::string& text, std::int64_t message = 1) {
    user::Reply reply;
    reply.message = message;
    reply.body = Slice::Copy(Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
    return reply;
  }
  void Wait(Duration time) {
    lines_.clock().Advance(time);
    lines_.Say(line_, {});
  }
  // "100.1 #7 hello" for each message heard since the last call; CommandFailed with its reason.
  std::string Heard() {
    std::string text;
    for (const Envelope& message : Messages(lines_.Heard(line_))) {
      text += text.empty() ? "" : ", ";
      text += std::to_string(ServiceOf(message.native)) + '.' + std::to_string(MessageOf(message.native)) + " #" +
              std::to_string(message.id.value_or(0)) + ' ';
      if (message.native == api::CommandFailed::kType) {
        const auto failed = api::CommandFailed::Read(message.body);
        text += std::to_string(failed->service) + '.' + std::to_string(failed->message) + ' ' + failed->reason;
      } else {
        text.append(message.body.begin(), message.body.end());
      }
    }
    return text;
  }

  Lines lines_{false};
  const std::size_t line_ = lines_.Connect();
  std::vector<user::Request> asked_;
  std::vector<user::Sink> sinks_;
};

TEST_F(UserService, IsAskedByItsIdAndAnswersWithTheTagsOfTheRequest) {
  ServeLater();
  // ServiceId 100, MessageId 7, RequestId 4, user tag 12 = 9; body "hi".
  lines_.Say(line_, vectors::HexBytes("0d00" "0864" "1007" "5804" "6009" "04" "6869"));
  ASSERT_EQ(asked_.size(), 1u);
  EXPECT_EQ(asked_[0].service, "100");
  EXPECT_EQ(asked_[0].message, 7);
  EXPECT_EQ(ToHex(asked_[0].body), "6869");
  EXPECT_EQ(ToHex(asked_[0].head), "58046009");
  EXPECT_EQ(asked_[0].from, "127.0.0.1:50000");
  sinks_[0](Saying("ho", 8));
  lines_.Say(line_, {});
  EXPECT_EQ(ToHex(lines_.Heard(line_)), "0d00" "0864" "1008" "5804" "6009" "04" "686f");
}

TEST_F(UserService, OthersStayAsSilentAsAHubsAndTheApisOwnAreNotTaken) {
  ServeLater();
  Serve([](const user::Request&, const user::Sink& sink) { sink(Saying("taken")); }, 9);
  Ask(99, 1, "x", 1);
  Ask(19, 1, "x", 2);
  EXPECT_EQ(Heard(), "");
  Ask(9, 1, "x", 3);
  EXPECT_EQ(Heard(), "0.2 #3 9.1 Unsupported command");
  EXPECT_TRUE(asked_.empty());
  EXPECT_TRUE(lines_.connected(line_));
}

TEST_F(UserService, MayHaveAnyIdOfSixteenAndUp) {
  for (const std::int64_t id : {16, 19, 2147483646}) {
    Serve([](const user::Request& request, const user::Sink& sink) { sink(Saying(request.service)); }, id);
    Ask(static_cast<std::int32_t>(id), 1, "", 5);
    EXPECT_EQ(Heard(), std::to_string(id) + ".1 #5 " + std::to_string(id));
  }
}

TEST_F(UserService, AnswersFromAnotherThreadWhileLaterRequestsWaitTheirTurn) {
  ServeLater();
  Ask(kService, 1, "a", 1);
  Ask(kService, 1, "b", 2);
  lines_.Say(line_, vectors::HexBytes("090008001000580304"));
  EXPECT_EQ(Heard(), "");
  ASSERT_EQ(sinks_.size(), 1u);
  std::thread([this] { sinks_[0](Saying("first")); }).join();
  lines_.Say(line_, {});
  EXPECT_EQ(Heard(), "100.1 #1 first");
  ASSERT_EQ(sinks_.size(), 2u);
  sinks_[1](Saying("second"));
  lines_.Say(line_, {});
  const std::string heard = Heard();
  EXPECT_TRUE(heard.starts_with("100.1 #2 second, 0.1 #3 ")) << heard;
}

TEST_F(UserService, ThatHasNothingToSayIsNotHeard) {
  Serve([](const user::Request& request, const user::Sink& sink) {
    if (request.message == 1) return sink(user::Answer());
    sink(Saying("two", 2));
  });
  Ask(kService, 1, "", 1);
  EXPECT_EQ(Heard(), "");
  Ask(kService, 2, "", 2);
  EXPECT_EQ(Heard(), "100.2 #2 two");
}

TEST_F(UserService, ThatFailsIsToldAndTheConnectionLives) {
  ServeLater();
  for (const Code code : {Code::kBadRequest, Code::kStorage, Code::kBadValue}) {
    Ask(kService, 3, "", 1);
    sinks_.back()(Status(code, "no more paper"));
    lines_.Say(line_, {});
    EXPECT_EQ(Heard(), "0.2 #1 100.3 no more paper");
    EXPECT_TRUE(lines_.connected(line_));
  }
}

TEST_F(UserService, ThatAnswersWhatTheWireCannotCarryIsTold) {
  Serve([](const user::Request&, const user::Sink& sink) { sink(Saying("", std::int64_t{1} << 32)); });
  Ask(kService, 3, "", 1);
  EXPECT_EQ(Heard(), "0.2 #1 100.3 the service answered with a message id above 32 bits");
}

TEST_F(UserService, ThatLosesTheQuestionIsTold) {
  Serve([](const user::Request&, const user::Sink&) {});
  Ask(kService, 3, "", 1);
  EXPECT_EQ(Heard(), "0.2 #1 100.3 the service dropped the question without a reply");
  EXPECT_TRUE(lines_.connected(line_));
}

TEST_F(UserService, ThatLosesTheQuestionLaterIsTold) {
  ServeLater();
  Ask(kService, 3, "", 1);
  std::thread([this] { sinks_.clear(); }).join();
  lines_.Say(line_, {});
  EXPECT_EQ(Heard(), "0.2 #1 100.3 the service dropped the question without a reply");
}

TEST_F(UserService, ThatKeepsSilentIsGivenUpAndTheNextRequestHasItsTurn) {
  ServeLater();
  Ask(kService, 1, "", 1);
  Ask(kService, 1, "", 2);
  Wait(kUserServicePatience - 1ms);
  EXPECT_EQ(Heard(), "");
  Wait(1ms);
  EXPECT_EQ(Heard(), "0.2 #1 100.1 the service has not answered in time");
  ASSERT_EQ(sinks_.size(), 2u);
  sinks_[0](Saying("late"));
  sinks_[1](Saying("in time"));
  lines_.Say(line_, {});
  EXPECT_EQ(Heard(), "100.1 #2 in time");
}

TEST_F(UserService, MayAnswerWhoHasGone) {
  ServeLater();
  Ask(kService, 1, "", 1);
  lines_.Drop(line_);
  sinks_[0](Saying("hello?"));
  EXPECT_FALSE(lines_.connected(line_));
}

TEST_F(UserService, AnswersOfAnySizeArrive) {
  const std::string large(100'000, 'x');
  Serve([&large](const user::Request& request, const user::Sink& sink) {
    EXPECT_EQ(request.body.size(), large.size());
    sink(Saying(large));
  });
  Ask(kService, 1, large, 1);
  EXPECT_EQ(Heard(), "100.1 #1 " + large);
}

TEST(UserServiceName, IsThePrefixAndTheServicesOwn) {
  EXPECT_EQ(user::ServiceName(100).text(), "user.100");
  EXPECT_EQ(user::ServiceName("prices").text(), "user.prices");
  EXPECT_EQ(user::ServiceName("prices").service(), "prices");
}

TEST(UserServiceName, IsClaimedOnce) {
  const ManualClock clock;
  Router router(clock);
  const NetworkId network = router.AddNetwork("lab", "default");
  const auto nothing = [](const user::Request&, const user::Sink& sink) { sink(user::Answer()); };
  EXPECT_TRUE(user::Serve(router, network, user::ServiceName(100), nothing).ok());
  EXPECT_EQ(user::Serve(router, network, user::ServiceName("100"), nothing).Text(),
            "user.100 is served twice for lab:default");
  EXPECT_TRUE(user::Serve(router, network, user::ServiceName(101), nothing).ok());
  EXPECT_TRUE(router.Serves(network, "user.101"));
  EXPECT_FALSE(router.Serves(network, "user.102"));
}

}  // namespace
}  // namespace dragoman::flowee
