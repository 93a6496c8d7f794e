#include "services/sinks/progress_text.h"

#include <gtest/gtest.h>

namespace dragoman::sinks {
namespace {

event::SyncProgress Progress(std::int64_t done, std::int64_t target, double per_second) {
  event::SyncProgress progress;
  progress.stage = "blocks";
  progress.done = done;
  progress.target = target;
  progress.per_second = per_second;
  return progress;
}

TEST(ProgressText, ARowHasBarRateTimeLeftAndSource) {
  EXPECT_EQ(
      SyncRow("flowee:regtest", "127.0.0.1:11235", Progress(64, 115, 20), 200),
      "flowee:regtest  blocks [###########---------] 64/115  20/s  ETA 3 s  from 127.0.0.1:11235");
  EXPECT_EQ(SyncRow("a:b", "", Progress(0, 10, 0), 200),
            "a:b  blocks [--------------------] 0/10  0.0/s");
}

TEST(ProgressText, DoneIsSaid) {
  EXPECT_EQ(SyncRow("a:b", "c", Progress(115, 115, 9), 200),
            "a:b  blocks [####################] 115/115  done");
  EXPECT_EQ(SyncRow("a:b", "c", Progress(0, 0, 0), 200),
            "a:b  blocks [####################] 0/0  done");
}

TEST(ProgressText, AStallIsAStateWithAReasonAndANextStep) {
  event::SyncProgress stalled = Progress(64, 115, 0);
  stalled.stalled = true;
  stalled.stall_reason = "no block for 12 s from 127.0.0.1:11235";
  EXPECT_EQ(
      SyncRow("a:b", "c", stalled, 200),
      "a:b  blocks [###########---------] 64/115  stalled: no block for 12 s from 127.0.0.1:11235");
  EXPECT_EQ(StallSentence("a:b", stalled),
            "a:b: stalled at 64/115: no block for 12 s from 127.0.0.1:11235. It goes on by itself "
            "when blocks come; "
            "check that the peer is up, or name another with --peer.");
}

TEST(ProgressText, RowsAreCutToTheTerminal) {
  EXPECT_EQ(SyncRow("flowee:regtest", "127.0.0.1:11235", Progress(64, 115, 20), 30).size(), 30u);
}

TEST(ProgressText, ImportsHaveTheirShareAndTheirEnd) {
  event::Importing importing;
  importing.file = "/data/blk00000.dat";
  importing.done = 50;
  importing.size = 200;
  importing.blocks = 7;
  EXPECT_EQ(ImportRow("a:b", importing, 200),
            "a:b  import blk00000.dat [#####---------------] 25%  7 blocks");
  EXPECT_EQ(ImportSentence("a:b", importing), "a:b: imported 7 new blocks from /data/blk00000.dat");
  importing.reason = "2 blocks left out";
  EXPECT_EQ(ImportSentence("a:b", importing),
            "a:b: imported 7 new blocks from /data/blk00000.dat; 2 blocks left out");
  importing.broken_at = 120;
  EXPECT_EQ(
      ImportSentence("a:b", importing),
      "a:b: imported 7 new blocks from /data/blk00000.dat; broken at byte 120: 2 blocks left out");
}

TEST(ProgressText, SpansAreForPeople) {
  EXPECT_EQ(Span(0.2), "1 s");
  EXPECT_EQ(Span(59), "59 s");
  EXPECT_EQ(Span(125), "2 min 5 s");
  EXPECT_EQ(Span(12'000), "3 h 20 min");
}

}  // namespace
}  // namespace dragoman::sinks
