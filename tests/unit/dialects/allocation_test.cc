// What a message in a steady stream takes from the heap: nothing.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/base/recycler.h"
#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/messages/api.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/system.h"
#include "dialects/flowee/packet_framer.h"
#include "tests/unit/core/allocated.h"
#include "tests/vectors/flowee_hub.h"

namespace dragoman {
namespace {

using testing::AllocatedSoFar;

// A message of every kind of field that has a fixed size.
struct Fixed {
  bool flag = true;
  std::uint16_t small = 2;
  std::uint64_t large = 3;
  Hash256 hash{};
  std::optional<std::uint32_t> perhaps = 4;
  Slice view;  // shares the input
  static void Fields(auto& visit, auto& m) {
    visit("flag", m.flag);
    visit("small", m.small);
    visit("large", m.large);
    visit("hash", m.hash);
    visit("perhaps", m.perhaps);
    visit("view", m.view, Max{16});
  }
};

TEST(Allocation, NoneToDecodeAFieldListOrToRefuseIt) {
  ByteVector body;
  Writer writer(body);
  WriteMessage(Fixed(), writer);
  const Slice whole = Slice::Copy(body);
  const std::size_t before = AllocatedSoFar();
  EXPECT_TRUE(ReadMessage<Fixed>(whole).ok());
  EXPECT_EQ(AllocatedSoFar() - before, 0u);
  if (!recycler::kRecycles) return;

  EXPECT_FALSE(ReadMessage<Fixed>(whole.Sub(1)).ok());  // the first fault fills the recycler
  const std::size_t before_faults = AllocatedSoFar();
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(ReadMessage<Fixed>(whole.Sub(0, size)).ok());
  EXPECT_EQ(AllocatedSoFar() - before_faults, 0u);
}

template <class M>
void ExpectNoneToDecode(const M& message, std::int64_t id) {
  ByteVector body;
  Writer body_writer(body);
  WriteMessage(message, body_writer);
  Envelope envelope;
  envelope.native = M::kType;
  if (M::kType != flowee::kPing) envelope.id = id;
  envelope.body = Slice::View(body);
  flowee::FloweeCodec codec;
  ByteVector packet;
  Writer packet_writer(packet);
  ASSERT_TRUE(codec.Seal(envelope, packet_writer).ok());
  const Slice frame = Slice::Copy(packet);
  flowee::PacketFramer framer;

  const std::size_t before = AllocatedSoFar();
  const Cut cut = framer.Next(frame);
  const Result<std::optional<Envelope>> opened = codec.Open(frame, cut.header);
  const bool ok = opened.ok() && opened->has_value() && ReadMessage<M>((*opened)->body).ok();
  const std::size_t taken = AllocatedSoFar() - before;
  EXPECT_TRUE(ok) << M::kName;
  EXPECT_EQ(taken, 0u) << M::kName;
}

TEST(Allocation, NoneToDecodeFloweeMessagesOfFixedSize) {
  ExpectNoneToDecode(flowee::system::Ping(), 0);
  ExpectNoneToDecode(flowee::api::Version(), 1);
  ExpectNoneToDecode(flowee::block_chain::GetBlockCount(), 70'000);
  flowee::block_chain::GetBlockCountReply count;
  count.height = 700'000;
  ExpectNoneToDecode(count, 3);
  ExpectNoneToDecode(flowee::block_notification::NewBlockOnChain(), 4);
}

// Feeds a session as a transport does, from one block, and takes what it sends.
class Stream {
 public:
  Stream(testing::Station& station, std::string_view request) : session_(station.session()) {
    const Result<ByteVector> once = FromHex(request);
    ByteVector all;
    for (int i = 0; i < kBatch; ++i) all.insert(all.end(), once->begin(), once->end());
    bytes_ = Slice::Copy(all);
  }

  // Bytes taken from the heap by a thousand batches after a few to warm up.
  std::size_t Allocates() {
    for (int i = 0; i < 10; ++i) Turn();
    EXPECT_GT(sent_, 0u);
    const std::size_t before = AllocatedSoFar();
    for (int i = 0; i < 1000; ++i) Turn();
    return AllocatedSoFar() - before;
  }

 private:
  static constexpr int kBatch = 16;

  void Turn() {
    session_.Feed(bytes_);
    sent_ += session_.out().size();
    session_.DropOut(session_.out().size());
  }

  Session& session_;
  Slice bytes_;
  std::size_t sent_ = 0;
};

TEST(Allocation, NoneForATinyPing) {
  if (!recycler::kRecycles) GTEST_SKIP() << "frames go to the heap under AddressSanitizer";
  ManualClock clock;
  const auto registry = testing::Registered(tiny::Register);
  testing::Station station(testing::Chosen(*registry, "tiny"), {}, clock);
  EXPECT_EQ(Stream(station, "00000009 01 0000000000000007").Allocates(), 0u);
}

class FloweeAllocation : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!recycler::kRecycles) GTEST_SKIP() << "frames go to the heap under AddressSanitizer";
  }
  flowee::Hub hub_{true};
};

TEST_F(FloweeAllocation, NoneForAPing) { EXPECT_EQ(Stream(hub_.station(), "0600087e2c04").Allocates(), 0u); }
TEST_F(FloweeAllocation, NoneForVersion) { EXPECT_EQ(Stream(hub_.station(), "090008001000580104").Allocates(), 0u); }
TEST_F(FloweeAllocation, NoneForGetBlockCount) {
  EXPECT_EQ(Stream(hub_.station(), "09000801100a580104").Allocates(), 0u);
}

}  // namespace
}  // namespace dragoman
