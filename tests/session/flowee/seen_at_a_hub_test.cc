// Answers of a real Hub that no recording has: seen when it was asked side by side with ours (tests/interop/flowee).
#include "dialects/flowee/messages/block_chain_tags.h"
#include "dialects/flowee/messages/live_transactions.h"
#include "tests/vectors/flowee_hub.h"
#include "tests/vectors/flowee_talk.h"

namespace dragoman::flowee {
namespace {

void ExpectAnswer(const char* request, const char* reply) {
  Hub hub(true);
  EXPECT_EQ(ToHex(hub.Ask(vectors::HexBytes(request))), reply) << request;
}

TEST(FloweeSeenAtAHub, ABadTransactionIdBesideAGoodOneIsNamed) {
  ExpectAnswer("420008141000589d38042314000000000000000000000000000000000000000023"
               "20d3e5a6a3fee2b655051661626cd00c7f3bb0dc8124d086073d99e37dc6e37d49",
               "320008141001589d3804a801a22454784964206d757374206265206120627974656172726179206f66203332206279746573");
}

TEST(FloweeSeenAtAHub, ABadScriptHashAloneIsNamedNotMissing) {
  ExpectAnswer("2b0008111000589214044b1f00000000000000000000000000000000000000000000000000000000000000",
               "4c000811100158921404a800a23e426974636f696e5363726970744861736865642068617320746f206265206120736861323536"
               "2028627974656172726179206f6620333220627974657329");
}

TEST(FloweeSeenAtAHub, ReuseAddressFilterFalseBehindAFilterSwitchesItOff) {
  ExpectAnswer("360008011004588841043845fb2920e4b995eedeb599af600f204104cbbeb029e2e19687ddfca9b36096fe899b8124fd28fc30f83401",
               "4e00080110055888410438452b2093eaf55bc5d0bdc42632d155e0079425f10c07307ab6b3ba15b1b952e97fc1354051c000bb1976"
               "a914ec9cc6eb660a07f74e3c785d622e9ca2d951044688ac04");
}

// A Hub keeps the low 32 bits and gives block 0; that is not copied.
TEST(FloweeSeenAtAHub, AHeightOf41BitsIsNoBlock) {
  ExpectAnswer("1000080110045861" "0438" "9efefefeff00",
               "280008001002586104a21952657175657374656420626c6f636b206e6f7420666f756e64a801b004");
}

TEST(FloweeSeenAtAHub, AnEmptyBlockIsNoBlockButNotMissing) {
  ExpectAnswer("0b00080510005808040b00", "1c0008001002580804a20d756e6b6e6f776e206572726f72a805b000");
}

// Its first output is spent, its second is not.
TEST(FloweeSeenAtAHub, AMinedTransactionIsForgottenWithItsFirstOutput) {
  Hub hub(true);
  const ByteVector asked = vectors::Packet([](Writer& out) {
    out.Raw(vectors::HexBytes("0801100c04"));
    PutInt(out, block_chain::kBlockHeight, 111);
    PutNum(out, block_chain::kTxOffsetInBlock, 1019);
  });
  const std::vector<Envelope> found = Messages(hub.Ask(asked));
  ASSERT_EQ(found.size(), 1u);
  TokenReader tokens(found[0].body.bytes());
  ASSERT_TRUE(tokens.Next());
  live_transactions::SendTransaction send;
  const Slice transaction = Slice::Copy(tokens.token().ByteArray());
  ASSERT_EQ(transaction.size(), 838u);
  send.transaction = transaction;
  EXPECT_EQ(ReasonIn(hub.Ask(Request(send))), "16: missing-inputs");
}

}  // namespace
}  // namespace dragoman::flowee
