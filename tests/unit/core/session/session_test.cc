#include "core/session/session.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/dragoman/testing.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;

// Notes what it is told, and does what a test says.
struct Notes {
  std::vector<std::string> frames;
  std::function<void(Session&)> on_frame = [](Session&) {};
  std::function<void(Session&)> on_settle = [](Session&) {};
  Instant deadline = kNever;
  bool congested = false;
  int ticks = 0;
  int settled = 0;
  std::vector<Closed> closed;
  int asked_after_close = 0;
};

class NotingProtocol final : public Protocol {
 public:
  explicit NotingProtocol(Notes& notes) : notes_(notes) {}
  void OnOpen(Session& session) override { session_ = &session; }
  void OnFrame(const Slice& frame, std::size_t header) override {
    notes_.frames.push_back(ToHex(frame.Sub(header)));
    notes_.on_frame(*session_);
  }
  Instant NextDeadline() const override { return notes_.deadline; }
  void OnTick(Instant) override { ++notes_.ticks; }
  void OnSettle() override {
    ++notes_.settled;
    notes_.on_settle(*session_);
  }
  bool Weigh(std::size_t) override {
    if (session_ == nullptr || !notes_.closed.empty()) ++notes_.asked_after_close;
    return notes_.congested;
  }
  void OnClosed(const Closed& closed) override { notes_.closed.push_back(closed); }

 private:
  Notes& notes_;
  Session* session_ = nullptr;
};

class SessionTest : public ::testing::Test {
 protected:
  std::unique_ptr<Session> Make(const SessionLimits& limits = {}) {
    auto session = std::make_unique<Session>(LinkInfo{}, host, MakeFramer({.width = 1}),
                                             std::make_unique<NotingProtocol>(notes), limits);
    return session;
  }
  static void Feed(Session& session, std::string_view hex) { session.Feed(Slice::Copy(*FromHex(hex))); }
  static void SendAll(Session& session) { session.DropOut(session.out().size()); }

  Notes notes;
  ManualClock clock;
  ManualHost host{clock};
  const Status why{Code::kBadValue, "because"};
};

TEST_F(SessionTest, HandsOverFramesAndSettlesOncePerBatch) {
  const auto session = Make();
  session->Open();
  EXPECT_EQ(notes.settled, 1);
  Feed(*session, "01aa 01bb 02cc");
  Feed(*session, "dd");
  EXPECT_EQ(notes.frames, (std::vector<std::string>{"aa", "bb", "ccdd"}));
  EXPECT_EQ(notes.settled, 3);
}

TEST_F(SessionTest, AFrameAfterACloseIsNotHandedOverButWhatIsQueuedIsSent) {
  const auto session = Make();
  session->Open();
  notes.on_frame = [this](Session& s) {
    s.Send(AsBytes("bye"));
    s.Close(why);
    s.Close(Status(Code::kShutdown, "the second reason does not count"));
    s.Send(AsBytes("too late"));
    EXPECT_TRUE(notes.closed.empty()) << "closed is told outside of any flow";
  };
  Feed(*session, "01aa 01bb");
  EXPECT_EQ(notes.frames.size(), 1u);
  ASSERT_EQ(notes.closed.size(), 1u);
  EXPECT_EQ(notes.closed[0].why.Text(), "because");
  EXPECT_EQ(notes.closed[0].by, ClosedBy::kUs);
  EXPECT_FALSE(session->WantsRead());
  EXPECT_EQ(session->out().size(), 3u);
  EXPECT_FALSE(session->finished());
  SendAll(*session);
  EXPECT_TRUE(session->finished());
  EXPECT_EQ(session->NextDeadline(), kNever);
}

TEST_F(SessionTest, WhatCannotBeSentAfterACloseIsGivenUpAfterTheDrainTime) {
  const auto session = Make();
  session->Open();
  session->Send(AsBytes("bye"));
  session->Close(why);
  EXPECT_EQ(session->NextDeadline(), clock.Now() + 3s);
  clock.Advance(3s - 1ns);
  session->Tick();
  EXPECT_FALSE(session->finished());
  clock.Advance(1ns);
  session->Tick();
  EXPECT_TRUE(session->finished());
  EXPECT_EQ(notes.ticks, 0);
}

TEST_F(SessionTest, TheOtherSidesEndDropsWhatWaitsAndFinishes) {
  const auto session = Make();
  session->Open();
  session->Send(AsBytes("x"));
  session->Ended(ClosedBy::kPeer, Status(Code::kLost, "gone"));
  EXPECT_TRUE(session->finished());
  ASSERT_EQ(notes.closed.size(), 1u);
  EXPECT_EQ(notes.closed[0].by, ClosedBy::kPeer);
}

TEST_F(SessionTest, TheOtherSidesEndWhileDrainingFinishesAndKeepsTheFirstReason) {
  const auto session = Make();
  session->Open();
  session->Send(AsBytes("x"));
  session->Close(why);
  session->Ended(ClosedBy::kNetwork, Status(Code::kLost, "gone"));
  EXPECT_TRUE(session->finished());
  ASSERT_EQ(notes.closed.size(), 1u);
  EXPECT_EQ(notes.closed[0].why.Text(), "because");
}

TEST_F(SessionTest, ClosingWhileSettlingIsToldOnce) {
  const auto session = Make();
  notes.on_settle = [this](Session& s) { s.Close(why); };
  session->Open();
  EXPECT_EQ(notes.closed.size(), 1u);
  EXPECT_EQ(notes.settled, 1);
}

TEST_F(SessionTest, ADroppedSessionTellsItsProtocol) {
  auto session = Make();
  session->Open();
  session.reset();
  ASSERT_EQ(notes.closed.size(), 1u);
  EXPECT_EQ(notes.closed[0].why.fault(), FaultClass::kLocal);
}

TEST_F(SessionTest, ASessionDroppedOrEndedBeforeItOpensTellsItsProtocol) {
  auto session = Make();
  EXPECT_EQ(session->NextDeadline(), kNever);
  session.reset();
  EXPECT_EQ(notes.closed.size(), 1u);
  session = Make();
  session->Ended(ClosedBy::kNetwork, Status(Code::kLost, "gone"));
  EXPECT_EQ(notes.closed.size(), 2u);
  EXPECT_TRUE(session->finished());
  EXPECT_EQ(notes.settled, 0);
}

TEST_F(SessionTest, NothingIsAskedOfAProtocolThatWasToldOfTheEnd) {
  const auto session = Make();
  session->Open();
  session->Send(AsBytes("bye"));
  session->Close(why);
  SendAll(*session);
  Feed(*session, "01aa");
  session->Tick();
  EXPECT_EQ(notes.asked_after_close, 0);
  EXPECT_TRUE(notes.frames.empty());
  EXPECT_EQ(notes.ticks, 0);
}

TEST_F(SessionTest, ReadingPausesAboveTheHighWaterMarkAndGoesOnAtHalfOfIt) {
  const auto session = Make({.high_water = 100});
  session->Open();
  session->Run([&] { session->Send(Bytes(ByteVector(100))); });
  EXPECT_TRUE(session->WantsRead());
  session->Run([&] { session->Send(Bytes(ByteVector(1))); });
  EXPECT_FALSE(session->WantsRead());
  session->DropOut(50);
  EXPECT_FALSE(session->WantsRead());
  session->DropOut(1);
  EXPECT_TRUE(session->WantsRead());
}

TEST_F(SessionTest, AReaderThatStaysAboveTheMarkForThirtySecondsIsClosedWithoutBlame) {
  const auto session = Make({.high_water = 100});
  session->Open();
  session->Run([&] { session->Send(Bytes(ByteVector(101))); });
  EXPECT_EQ(session->NextDeadline(), clock.Now() + 30s);
  clock.Advance(30s);
  session->Tick();
  ASSERT_EQ(notes.closed.size(), 1u);
  EXPECT_EQ(notes.closed[0].why.Text(), "reads too slowly: 100 bytes waited for 30 s");
  EXPECT_EQ(notes.closed[0].why.fault(), FaultClass::kLocal);
  EXPECT_TRUE(session->finished());
}

// The kernel takes a little more just after the mark was passed, so a peer that reads nothing ends up here.
TEST_F(SessionTest, AReaderBelowTheMarkIsSlowOnlyIfItTakesNothing) {
  const auto session = Make({.high_water = 100});
  session->Open();
  session->Run([&] { session->Send(Bytes(ByteVector(101))); });
  for (int i = 0; i < 4; ++i) {
    clock.Advance(29s);
    session->Tick();
    session->DropOut(10);
    EXPECT_FALSE(session->WantsRead());
    EXPECT_EQ(session->NextDeadline(), clock.Now() + 30s);
  }
  clock.Advance(30s);
  session->Tick();
  ASSERT_EQ(notes.closed.size(), 1u);
  EXPECT_EQ(notes.closed[0].why.Text(), "reads too slowly: 100 bytes waited for 30 s");
}

TEST_F(SessionTest, AReaderThatGotDownToHalfIsNotSlow) {
  const auto session = Make({.high_water = 100});
  session->Open();
  session->Run([&] { session->Send(Bytes(ByteVector(101))); });
  clock.Advance(29s);
  session->DropOut(51);
  EXPECT_TRUE(session->WantsRead());
  EXPECT_EQ(session->NextDeadline(), kNever);
}

TEST_F(SessionTest, ReadingPausesWhileTheProtocolIsCongested) {
  const auto session = Make();
  session->Open();
  notes.congested = true;
  Feed(*session, "00");
  EXPECT_FALSE(session->WantsRead());
  notes.congested = false;
  session->Run([] {});
  EXPECT_TRUE(session->WantsRead());
}

TEST_F(SessionTest, WorkFromOutsideWakesTheTransportWhichMayDropTheSessionAtOnce) {
  auto session = Make();
  session->Open();
  const std::string captured(100, 'x');
  std::string after;
  session->OnWake([&session, captured, &after] {
    session.reset();
    after = captured;
  });
  Session* const running = session.get();
  running->Run([&] { running->Close(why); });
  EXPECT_EQ(session, nullptr);
  EXPECT_EQ(after, captured);
  EXPECT_EQ(notes.closed.size(), 1u);
}

}  // namespace
}  // namespace dragoman
