// The sessions that were recorded with a real node, with a node of ours in its place.
#include <cstdio>

#include "dialects/chia/messages/full_node.h"
#include "tests/session/chia/live_replay.h"
#include "tests/session/chia/wallet_blocks.h"

namespace dragoman::chia::live {
namespace {

// What needs consensus or blocks that nobody recorded.
const std::map<std::string, std::string>& Skipped() {
  static const std::map<std::string, std::string> kSkipped = {
      {"wallet-transaction",
       "a transaction is judged and its coins are spent, which takes CLVM and consensus; what we answer instead is in "
       "wallet_live_test.cc"},
  };
  return kSkipped;
}

const std::map<std::string, LeftOut>& Partly() {
  static const std::map<std::string, LeftOut> kPartly = [] {
    std::map<std::string, LeftOut> partly;
    LeftOut headers;
    headers.questions = {9, 10, 11, 14, 15};
    headers.reason = "questions 9, 10, 11, 14 and 15 are about block 49, which is not recorded";
    partly["wallet-headers-additions-removals"] = headers;
    LeftOut registered;
    registered.coin_states = {0};
    registered.reason = "the coins in answer 0 are those of heights 44 to 49, which are not recorded";
    partly["wallet-register-and-unsubscribe"] = registered;
    LeftOut cost;
    cost.the_end = true;
    cost.reason = "the close and the ban for a wrong cost: the true cost takes CLVM";
    partly["violation-announced-cost-wrong"] = cost;
    return partly;
  }();
  return kPartly;
}

std::vector<Slice> Imported(std::size_t count) {
  const std::vector<Slice>& blocks = wallet_tests::RecordedBlocks();
  return {blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(count)};
}

// The only blocks of its network that there are: those in the answer itself.
std::vector<Slice> BlocksOfAnswer(const Session& session, std::int64_t id) {
  std::vector<Slice> blocks;
  const Slice frame = Slice::Copy(FrameOf(session, Step::Kind::kFromNode, id));
  const Result<RespondBlocks> answer = ReadMessage<RespondBlocks>(frame.Sub(8));
  EXPECT_TRUE(answer.ok());
  for (auto block = answer->blocks.begin(); block != answer->blocks.end(); ++block) {
    blocks.push_back(Slice::Copy(block.bytes()));
  }
  return blocks;
}

Stage::Plan PlanOf(const Session& session) {
  Stage::Plan plan;
  if (session.name == "node-syncs-from-us") return plan;
  if (session.name == "blocks-after-hard-fork-2") {
    plan.blocks = BlocksOfAnswer(session, 0);
    plan.settings["fork2_height"] = "6";
    return plan;
  }
  plan.blocks = Imported(session.name == "node-dials-us" ? 40 : 41);
  if (session.node_dials) plan.settings["upstream"] = "named";
  return plan;
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const Session& session : Sessions()) names.push_back(session.name);
  return names;
}

class ChiaLiveSessions : public ::testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Recorded, ChiaLiveSessions, ::testing::ValuesIn(Names()), [](const auto& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST_P(ChiaLiveSessions, GoesWithOurNodeAsWithTheRealOne) {
  const Session& session = Named(GetParam());
  if (const auto skipped = Skipped().find(session.name); skipped != Skipped().end()) GTEST_SKIP() << skipped->second;
  LeftOut left_out;
  if (const auto partly = Partly().find(session.name); partly != Partly().end()) {
    left_out = partly->second;
    std::printf("[ LEFT OUT ] %s: %s\n", session.name.c_str(), left_out.reason);
  }
  LiveReplay replay(session, PlanOf(session), left_out);
  replay.Run();
}

TEST(ChiaLiveSessionList, IsWholeAndItsExceptionsAreAboutSessionsThatExist) {
  const std::vector<std::string> names = Names();
  EXPECT_EQ(names.size(), 27u);
  for (const auto& [name, why] : Skipped()) EXPECT_EQ(std::ranges::count(names, name), 1) << name << ": " << why;
  for (const auto& [name, left_out] : Partly()) {
    EXPECT_EQ(std::ranges::count(names, name), 1) << name;
    EXPECT_STRNE(left_out.reason, "") << name;
    for (const std::int64_t id : left_out.questions) {
      EXPECT_FALSE(FrameOf(Named(name), Step::Kind::kToNode, id).empty()) << name << ' ' << id;
    }
    for (const std::int64_t id : left_out.coin_states) {
      EXPECT_FALSE(FrameOf(Named(name), Step::Kind::kFromNode, id).empty()) << name << ' ' << id;
    }
  }
}

}  // namespace
}  // namespace dragoman::chia::live
