// Two sessions joined in memory: every split, delay, back-pressure, ends and cuts, all on a manual
// clock.
#include <gtest/gtest.h>

#include "tests/session/transports/echo.h"
#include "transports/memory/memory_pair.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Memory : public ::testing::Test {
 protected:
  // An asker with these questions, joined to an echo.
  std::unique_ptr<MemoryPair> Join(const std::vector<ByteVector>& questions, MemoryWire wire = {},
                                   SessionLimits limits = {}, SessionLimits echo_limits = {}) {
    auto pair = std::make_unique<MemoryPair>(host_, std::move(wire));
    EXPECT_TRUE(
        pair->Open(Makes<Asker>(asker_, limits, questions), Makes<Echo>(echo_, echo_limits)).ok());
    return pair;
  }
  MemoryHost host_;
  Log asker_;
  Log echo_;
};

TEST_F(Memory, EverySplit) {
  std::vector<ByteVector> questions;
  std::size_t longest = 0;
  for (const std::size_t size : {0u, 1u, 5u, 60u}) {
    questions.push_back(Frame(Pattern(size)));
    longest += questions.back().size();
  }
  for (std::size_t piece = 1; piece <= longest; ++piece) {
    Log asker;
    Log echo;
    MemoryHost host;
    MemoryPair pair(host, MemoryWire{.piece = piece});
    ASSERT_TRUE(pair.Open(Makes<Asker>(asker, {}, questions), Makes<Echo>(echo)).ok());
    ASSERT_TRUE(host.RunUntilIdle());
    ASSERT_EQ(asker.closed().size(), 1u) << piece;
    EXPECT_EQ(asker.closed()[0].why.ToString(), "all is answered") << piece;
    ASSERT_EQ(echo.closed().size(), 1u) << piece;
    EXPECT_EQ(echo.closed()[0].by, ClosedBy::kPeer);
    EXPECT_TRUE(pair.over());
  }
}

TEST_F(Memory, AddressesAreThoseOfTheWire) {
  const auto pair =
      Join({Frame(Pattern(1))}, MemoryWire{.connecting = "10.1.1.1:5", .accepting = "10.1.1.2:6"});
  EXPECT_EQ(AsSession(pair->connecting()).link().remote, "10.1.1.2:6");
  EXPECT_EQ(AsSession(pair->accepting()).link().remote, "10.1.1.1:5");
  EXPECT_TRUE(AsSession(pair->accepting()).link().inbound);
}

TEST_F(Memory, LatencyIsKept) {
  const auto pair = Join({Frame(Pattern(10))}, MemoryWire{.latency = milliseconds(40)});
  ASSERT_TRUE(host_.Advance(milliseconds(79)));
  EXPECT_TRUE(asker_.closed().empty());
  ASSERT_TRUE(host_.Advance(milliseconds(1)));
  EXPECT_EQ(asker_.closed().size(), 1u);
  EXPECT_TRUE(echo_.closed().empty());
  ASSERT_TRUE(host_.Advance(milliseconds(40)));
  EXPECT_EQ(echo_.closed().size(), 1u);
}

TEST_F(Memory, WindowBoundsWhatIsUnderWay) {
  SessionLimits patient;
  patient.high_water = 2 * MiB;  // two sides that both pause would wait for each other
  SessionLimits strict;
  strict.high_water = 64 * KiB;
  std::vector<ByteVector> questions(64, Frame(Pattern(16 * KiB)));
  const auto pair =
      Join(questions, MemoryWire{.latency = milliseconds(10), .window = 32 * KiB}, patient, strict);
  ASSERT_TRUE(host_.RunUntilIdle());
  EXPECT_EQ(pair->connecting()->out().size(), 64 * (16 * KiB + 4) - 32 * KiB);
  ASSERT_TRUE(host_.Advance(seconds(20)));
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].why.ToString(), "all is answered");
  EXPECT_LE(echo_.most_queued(), 128 * KiB);
}

// Both above their mark, neither reads: nobody is left waiting for ever.
TEST_F(Memory, TwoSidesThatBothPauseEndAsSlowReaders) {
  SessionLimits limits;
  limits.high_water = 64 * KiB;
  std::vector<ByteVector> questions(64, Frame(Pattern(16 * KiB)));
  const auto pair = Join(questions, MemoryWire{.window = 32 * KiB}, limits, limits);
  ASSERT_TRUE(host_.Advance(seconds(31)));
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].why.code(), Code::kOverload);
  EXPECT_EQ(echo_.closed().size(), 1u);
}

TEST_F(Memory, WhoReadsTooSlowlyIsClosedAfterHalfAMinute) {
  SessionLimits limits;
  limits.high_water = 64 * KiB;
  std::vector<ByteVector> questions(64, Frame(Pattern(16 * KiB)));
  const auto pair = Join(questions, {}, limits);
  pair->Hold(true);
  ASSERT_TRUE(host_.Advance(milliseconds(29'999)));
  EXPECT_TRUE(asker_.closed().empty());
  // It is noticed in the batch that fills the queue, so the clock started at once.
  ASSERT_TRUE(host_.Advance(milliseconds(1)));
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].why.code(), Code::kOverload);
}

TEST_F(Memory, CutTellsBothSides) {
  const auto pair =
      Join({Frame(Pattern(10)), Frame(Pattern(20))}, MemoryWire{.latency = seconds(1)});
  ASSERT_TRUE(host_.Advance(milliseconds(1500)));
  pair->Cut();
  ASSERT_TRUE(host_.Advance(seconds(10)));
  for (const Log* log : {&asker_, &echo_}) {
    ASSERT_EQ(log->closed().size(), 1u);
    EXPECT_EQ(log->closed()[0].by, ClosedBy::kNetwork);
    EXPECT_EQ(log->closed()[0].why.ToString(), "the connection was reset");
  }
  EXPECT_TRUE(pair->over());
}

TEST_F(Memory, HeldWireDeliversLater) {
  const auto pair = Join({Frame(Pattern(10))});
  pair->Hold(true);
  ASSERT_TRUE(host_.Advance(seconds(5)));
  EXPECT_TRUE(asker_.closed().empty());
  pair->Hold(false);
  ASSERT_TRUE(host_.RunUntilIdle());
  EXPECT_EQ(asker_.closed().size(), 1u);
}

TEST_F(Memory, CloseSendsWhatIsQueued) {
  const auto pair =
      Join({Frame(Pattern(100'000)), Frame(Pattern(1))}, MemoryWire{.latency = milliseconds(5)});
  AsSession(pair->accepting()).Send(Bytes(Frame(Pattern(100'000))));
  pair->accepting()->Close(Status(Code::kClosed, "enough"));
  ASSERT_TRUE(host_.Advance(seconds(1)));
  EXPECT_EQ(echo_.closed()[0].by, ClosedBy::kUs);
  // It had the first answer, and then the end.
  EXPECT_EQ(asker_.closed()[0].by, ClosedBy::kPeer);
  EXPECT_TRUE(pair->over());
}

TEST_F(Memory, RefusalIsAnEndForTheOther) {
  MemoryPair pair(host_);
  const Status refusal =
      pair.Open(Makes<Asker>(asker_, {}, std::vector<ByteVector>{Frame(Pattern(5))}),
                [](LinkInfo, Host&) -> Result<std::unique_ptr<Session>> {
                  return Status(Code::kOverload, "no room");
                });
  EXPECT_EQ(refusal.ToString(), "no room");
  EXPECT_EQ(pair.accepting(), nullptr);
  ASSERT_TRUE(host_.RunUntilIdle());
  ASSERT_EQ(asker_.closed().size(), 1u);
  EXPECT_EQ(asker_.closed()[0].by, ClosedBy::kPeer);
  EXPECT_TRUE(pair.over());
}

}  // namespace
}  // namespace dragoman::transport_tests
