// Subscriptions at their limits and at their end (wire/flowee.md 9.8 to 9.12).
#include "dialects/flowee/messages/address_monitor.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/live_transactions.h"
#include "dialects/flowee/messages/transaction_monitor.h"
#include "dialects/flowee/server/hub_constants.h"
#include "tests/vectors/flowee_lines.h"
#include "tests/vectors/flowee_talk.h"

namespace dragoman::flowee {
namespace {

std::vector<ByteArray<32>> ManyHashes(std::size_t count) {
  std::vector<ByteArray<32>> hashes(count);
  for (std::size_t i = 0; i < count; ++i) {
    hashes[i][0] = static_cast<std::uint8_t>(i & 0xff);
    hashes[i][1] = static_cast<std::uint8_t>(i >> 8);
  }
  return hashes;
}

class FloweeMonitors : public ::testing::Test {
 protected:
  template <Message M>
  ByteVector Ask(std::size_t line, const M& message) {
    lines_.Say(line, Request(message));
    return lines_.Heard(line);
  }
  void PublishBlock(std::int64_t height) {
    event::ChainStep step;
    step.step = "NEW";
    step.height = height;
    Event event;
    event.body = std::move(step);
    lines_.world().router.Publish(std::move(event));
  }
  Lines lines_{false};
  const std::size_t line_ = lines_.Connect();
};

TEST_F(FloweeMonitors, SoManyScriptsAreWatchedAndNoMore) {
  const auto hashes = ManyHashes(hub::kMaxAddresses + 1);
  address_monitor::Subscribe subscribe;
  for (const auto& hash : hashes) subscribe.script_hashes.push_back(Slice::View(hash));
  const auto reply = Only<address_monitor::SubscribeReply>(Ask(line_, subscribe));
  EXPECT_EQ(reply.result, hub::kMaxAddresses + 1);  // the one that was refused is counted, too
  EXPECT_EQ(reply.error, "too many are watched on this connection");
  // One that is watched already is no more.
  address_monitor::Subscribe again;
  again.script_hashes.push_back(Slice::View(hashes[0]));
  EXPECT_EQ(Only<address_monitor::SubscribeReply>(Ask(line_, again)).error, std::nullopt);
}

TEST_F(FloweeMonitors, SoManyTransactionsAreWatchedAndNoMore) {
  const auto ids = ManyHashes(hub::kMaxAddresses + 1);
  transaction_monitor::Subscribe subscribe;
  for (const auto& id : ids) subscribe.tx_ids.push_back(Slice::View(id));
  const auto reply = Only<transaction_monitor::SubscribeReply>(Ask(line_, subscribe));
  EXPECT_EQ(reply.error, "too many are watched on this connection");
}

TEST_F(FloweeMonitors, WhoDoesNotReadIsCutOff) {
  Ask(line_, block_notification::Subscribe());
  const std::size_t other = lines_.Connect();
  std::int64_t height = 0;
  for (int round = 0; round < 100 && lines_.connected(line_); ++round) {
    for (int i = 0; i < 2000; ++i) PublishBlock(++height);
    lines_.Say(other, vectors::HexBytes("07000800100004"));
  }
  EXPECT_FALSE(lines_.connected(line_));
  EXPECT_EQ(lines_.closed_because(line_), "the subscriber does not take its news");
  EXPECT_TRUE(lines_.connected(other));
}

TEST_F(FloweeMonitors, ASubscriberThatIsGoneIsForgotten) {
  Ask(line_, block_notification::Subscribe());
  const std::size_t other = lines_.Connect();
  PublishBlock(1);  // on its way when the connection ends
  lines_.Drop(line_);
  PublishBlock(2);
  lines_.Say(other, vectors::HexBytes("07000800100004"));
  EXPECT_EQ(Messages(lines_.Heard(other)).size(), 1u);
}

TEST_F(FloweeMonitors, UnsubscribedIsSilent) {
  Ask(line_, block_notification::Subscribe());
  Ask(line_, block_notification::Unsubscribe());
  PublishBlock(1);
  EXPECT_EQ(ToHex(Ask(line_, block_notification::Unsubscribe())), "");
}

// The Hub may answer with success (wire/flowee.md 9.3); that is not copied.
TEST_F(FloweeMonitors, WhatIsNoTransactionIsRefusedInBothModes) {
  const ByteVector garbage = vectors::HexBytes("010001");
  for (const bool in_background : {false, true}) {
    lines_.Say(line_, vectors::Packet([&](Writer& out) {
                 PutInt(out, 1, 2);
                 PutInt(out, 2, 2);
                 if (in_background) PutInt(out, 10, 1);
                 PutBool(out, 0, true);
                 PutBytes(out, 25, garbage);
               }));
    EXPECT_EQ(ReasonIn(lines_.Heard(line_)), "TX decode failed");
  }
}

TEST_F(FloweeMonitors, OneTransactionAMessage) {
  lines_.Say(line_, vectors::Packet([](Writer& out) {
               PutInt(out, 1, 2);
               PutInt(out, 2, 2);
               PutInt(out, 10, 1);
               PutBool(out, 0, true);
               PutBytes(out, 25, AsBytes("one"));
               PutBytes(out, 25, AsBytes("two"));
             }));
  EXPECT_EQ(ReasonIn(lines_.Heard(line_)), "Only one Tx per message allowed");
}

}  // namespace
}  // namespace dragoman::flowee
