#include "services/sinks/progress_bar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/sinks/pipe.h"

namespace dragoman {
namespace {

using sinks::Pipe;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class ProgressBarTest : public testing::Test {
 protected:
  void Publish(NetworkId of, EventBody body) {
    Event event;
    event.network = of;
    event.peer = "10.0.0.1:1";
    event.body = std::move(body);
    router.Publish(std::move(event));
  }
  static event::SyncProgress Progress(std::int64_t done, bool stalled = false) {
    event::SyncProgress progress;
    progress.stage = "blocks";
    progress.done = done;
    progress.target = 10;
    progress.stalled = stalled;
    if (stalled) progress.stall_reason = "no block for 10 s";
    return progress;
  }
  ManualClock clock;
  Router router{clock};
  NetworkId one = router.AddNetwork("flowee", "regtest");
  NetworkId two = router.AddNetwork("chia", "simulator0");
  Pipe pipe;
};

TEST_F(ProgressBarTest, RedrawsARowInPlaceAndLeavesItWhenDone) {
  ProgressBar bar(router, pipe.writer(), 100);
  Publish(one, Progress(3));
  EXPECT_THAT(pipe.ReadUntil("3/10"), testing::StartsWith("\r\x1b[Jflowee:regtest  blocks ["));
  Publish(one, Progress(4));
  EXPECT_THAT(pipe.ReadUntil("4/10"), HasSubstr("\r\x1b[Jflowee"));
  Publish(one, Progress(10));
  EXPECT_THAT(pipe.ReadUntil("10/10  done\r\n"), EndsWith("10/10  done\r\n"));
}

TEST_F(ProgressBarTest, AStallIsToldOnceWithWhatToDo) {
  ProgressBar bar(router, pipe.writer(), 100);
  Publish(one, Progress(3, true));
  EXPECT_THAT(pipe.ReadUntil("3/10  stalled: no block for 10 s"),
              HasSubstr("--peer.\r\nflowee:regtest  blocks"));
  Publish(one, Progress(4, true));
  const std::string text = pipe.ReadUntil("4/10  stalled");
  EXPECT_EQ(text.find("--peer"), text.rfind("--peer"));
}

TEST_F(ProgressBarTest, EachNetworkHasARow) {
  {
    ProgressBar bar(router, pipe.writer(), 100);
    Publish(one, Progress(3));
    pipe.ReadUntil("3/10");
    Publish(two, Progress(5));
    EXPECT_THAT(pipe.ReadUntil("5/10"), HasSubstr("\r\nchia:simulator0"));
    Publish(one, Progress(6));
    EXPECT_THAT(pipe.ReadUntil("6/10"), HasSubstr("\r\x1b[1A\x1b[J"));
  }
  pipe.CloseWriter();
  EXPECT_THAT(pipe.ReadToEnd(), EndsWith("\n"));
}

TEST_F(ProgressBarTest, OnlyTheFirstDoneIsNews) {
  {
    ProgressBar bar(router, pipe.writer(), 100);
    Publish(one, Progress(10));
    pipe.ReadUntil("done");
    Publish(one, Progress(10));
    Publish(one, event::Stopped{"other events are not for it"});
  }
  pipe.CloseWriter();
  const std::string text = pipe.ReadToEnd();
  EXPECT_EQ(text.find("done"), text.rfind("done"));
  EXPECT_THAT(text, Not(HasSubstr("other")));
}

TEST_F(ProgressBarTest, ImportsEndInASentence) {
  event::Importing importing;
  importing.file = "blk.dat";
  importing.done = 1;
  importing.size = 2;
  ProgressBar bar(router, pipe.writer(), 100);
  Publish(one, importing);
  pipe.ReadUntil("50%");
  importing.finished = true;
  importing.blocks = 7;
  Publish(one, importing);
  EXPECT_THAT(pipe.ReadUntil("blk.dat\r\n"), HasSubstr("imported 7 new blocks from blk.dat\r\n"));
}

TEST_F(ProgressBarTest, ATerminalOfUnknownWidthIsTakenForEighty) {
  ProgressBar bar(router, pipe.writer());
  event::SyncProgress progress = Progress(3, true);
  progress.stall_reason = std::string(200, 'r');
  Publish(one, progress);
  EXPECT_THAT(pipe.ReadUntil("\r\nflowee"), Not(HasSubstr("\r\n" + std::string(80, 'r'))));
}

TEST_F(ProgressBarTest, ATerminalThatTakesNothingHoldsNobodyUp) {
  pipe.Shrink();
  const auto before = std::chrono::steady_clock::now();
  {
    ProgressBar bar(router, pipe.writer(), 100);
    for (int i = 0; i < 2000; ++i) {
      event::Importing importing;
      importing.file = std::string(200, 'f');
      importing.finished = true;
      Publish(one, importing);
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
}

}  // namespace
}  // namespace dragoman
