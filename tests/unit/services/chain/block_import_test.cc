#include "services/chain/block_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/chain/toy_node.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using toy::ToyNode;
using State = BlockImport::State;

class Import : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(node.chain.Start().ok()); }
  std::unique_ptr<BlockImport> Open(std::string text, std::size_t max_waiting = 1 * MiB) {
    node.format.files["f"] = std::move(text);
    return std::move(*BlockImport::Open(node.chain, "f", max_waiting));
  }
  ImportOutcome Whole(std::string text, std::size_t max_waiting = 1 * MiB) {
    const auto import = Open(std::move(text), max_waiting);
    EXPECT_EQ(*import->Step(1000), State::kFinished);
    return import->outcome();
  }
  ToyNode node;
};

TEST_F(Import, TakesAFileAndTellsAtTheEnd) {
  const ImportOutcome outcome = Whole("g - 10 7 c0()50:alice\na1 g 1 2\na2 a1 2 2\n");
  EXPECT_EQ(outcome.blocks, 2u);
  EXPECT_EQ(outcome.known, 1u);
  EXPECT_TRUE(outcome.finished);
  EXPECT_EQ(node.Tip(), "a2");
  EXPECT_THAT(node.Steps(), ElementsAre("NEW a1", "NEW a2"));
  EXPECT_THAT(node.Heard<event::BlockReceived>(), IsEmpty());
  const auto told = node.Heard<event::Importing>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].file, "f");
  EXPECT_EQ(told[0].blocks, 2u);
  EXPECT_EQ(told[0].done, 40u);
  EXPECT_EQ(told[0].size, 41u);
  EXPECT_TRUE(told[0].finished);
  EXPECT_EQ(told[0].broken_at, std::nullopt);
  EXPECT_EQ(told[0].reason, std::nullopt);
}

TEST_F(Import, ASecondTimeNothingIsNew) {
  Whole("a1 g 1 2\na2 a1 2 2\n");
  const std::size_t puts = node.shelf->puts;
  const ImportOutcome again = Whole("a1 g 1 2\na2 a1 2 2\n");
  EXPECT_EQ(again.blocks, 0u);
  EXPECT_EQ(again.known, 2u);
  EXPECT_EQ(node.shelf->puts, puts);
}

TEST_F(Import, GoesOnWhereItWasCutShort) {
  const std::string text = "a1 g 1 2\na2 a1 2 2\na3 a2 3 2\n";
  const auto import = Open(text);
  EXPECT_EQ(*import->Step(2), State::kMore);
  EXPECT_EQ(node.Tip(), "a2");
  ToyNode next(node.shelf);
  ASSERT_TRUE(next.chain.Start().ok());
  next.format.files["f"] = text;
  const auto outcome = ImportFile(next.chain, "f", [] { return false; });
  EXPECT_EQ(outcome->known, 2u);
  EXPECT_EQ(outcome->blocks, 1u);
  EXPECT_EQ(next.Tip(), "a3");
}

TEST_F(Import, StopsWhenTold) {
  node.format.files["f"] = "a1 g 1 2\n";
  const auto outcome = ImportFile(node.chain, "f", [] { return true; });
  EXPECT_FALSE(outcome->finished);
  EXPECT_EQ(outcome->blocks, 0u);
}

TEST_F(Import, ChildrenWaitForTheirParents) {
  const ImportOutcome outcome = Whole("a3 a2 3 2\na2 a1 2 2\nb2 a1 2 2\na1 g 1 2\n");
  EXPECT_EQ(outcome.blocks, 4u);
  EXPECT_EQ(outcome.reason, std::nullopt);
  EXPECT_EQ(node.Tip(), "a3");
  EXPECT_THAT(node.Steps(), ElementsAre("NEW a1", "NEW a2", "NEW a3"));
}

TEST_F(Import, WhereTheyHaveNoRoomTheFileIsReadAgain) {
  const ImportOutcome outcome = Whole("a4 a3 4 2\na3 a2 3 2\na2 a1 2 2\na1 g 1 2\n", 10);
  EXPECT_EQ(outcome.blocks, 4u);
  EXPECT_EQ(outcome.known, 0u);
  EXPECT_EQ(outcome.reason, std::nullopt);
  EXPECT_EQ(node.Tip(), "a4");
}

TEST_F(Import, BlocksThatNeverGetAParentAreLeftOutAndCounted) {
  const ImportOutcome outcome = Whole("a1 g 1 2\nx2 x1 2 2\nx3 x2 2 2\n", 10);
  EXPECT_EQ(outcome.blocks, 1u);
  EXPECT_EQ(outcome.broken_at, std::nullopt);
  EXPECT_EQ(outcome.reason, "2 blocks left out: their parent is neither here nor known");
}

TEST_F(Import, ABrokenFileGivesWhatIsWholeAndSaysWhereItBroke) {
  const ImportOutcome outcome = Whole("a1 g 1 2\na2 a1 2 2\n#\na3 a2 3 2\n");
  EXPECT_EQ(outcome.blocks, 2u);
  EXPECT_EQ(outcome.broken_at, 19u);
  EXPECT_EQ(outcome.reason, "no block starts here");
  const auto told = node.Heard<event::Importing>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_TRUE(told[0].finished);
  EXPECT_EQ(told[0].broken_at, 19u);
  EXPECT_EQ(told[0].reason, "no block starts here");
}

TEST_F(Import, ABadBlockIsWhereTheFileIsBrokenAndTheRestIsStillRead) {
  const ImportOutcome outcome =
      Whole("a1 g 1 2\na2 a1 2 2 bad\na3 a2 3 2\nb2 a1 2 x\nb1 g 1 2\nno\n");
  EXPECT_EQ(outcome.blocks, 2u);
  EXPECT_EQ(outcome.broken_at, 19u);
  EXPECT_EQ(outcome.reason,
            "not a transaction; 1 blocks left out: their parent is neither here nor known");
}

TEST_F(Import, WaitsWhileTheShelfIsCongested) {
  const auto import = Open("a1 g 1 2\n");
  node.shelf->congested = true;
  EXPECT_EQ(*import->Step(10), State::kCongested);
  EXPECT_EQ(node.Tip(), "g");
  node.shelf->congested = false;
  EXPECT_EQ(*import->Step(10), State::kFinished);
  EXPECT_EQ(node.Tip(), "a1");
}

TEST_F(Import, ABlockThatTheShelfRefusesIsTriedAgain) {
  const auto import = Open("a1 g 1 2\na2 a1 2 2\n");
  node.shelf->fail_at = node.shelf->puts + 2;
  EXPECT_EQ(*import->Step(10), State::kCongested);
  EXPECT_EQ(node.Tip(), "a1");
  EXPECT_EQ(*import->Step(10), State::kFinished);
  EXPECT_EQ(node.Tip(), "a2");
  EXPECT_EQ(import->outcome().blocks, 2u);
}

TEST_F(Import, AFailingDiskEndsItAndKeepsWhatWasTaken) {
  const auto import = Open("a1 g 1 2\na2 a1 2 2\n");
  node.shelf->fail_at = node.shelf->puts + 2;
  node.shelf->fail_with = Status(Code::kStorage, "disk full");
  EXPECT_EQ(import->Step(10).status().code(), Code::kStorage);
  EXPECT_EQ(node.Tip(), "a1");
  EXPECT_EQ(node.Heard<event::Fault>().size(), 1u);
}

TEST_F(Import, TellsOnceASecond) {
  const auto import = Open("a1 g 1 2\na2 a1 2 2\na3 a2 3 2\na4 a3 4 2\n");
  for (int i = 0; i < 5; ++i) {
    static_cast<void>(import->Step(1));
    node.clock.Advance(std::chrono::milliseconds(600));
  }
  const auto told = node.Heard<event::Importing>();
  ASSERT_EQ(told.size(), 3u);
  EXPECT_EQ(told[0].blocks, 2u);
  EXPECT_EQ(told[0].done, 18u);
  EXPECT_FALSE(told[0].finished);
  EXPECT_EQ(told[1].blocks, 4u);
  EXPECT_TRUE(told[2].finished);
}

TEST_F(Import, AMissingFileIsAnError) {
  EXPECT_EQ(BlockImport::Open(node.chain, "nowhere").status().code(), Code::kStorage);
}

}  // namespace
}  // namespace dragoman
