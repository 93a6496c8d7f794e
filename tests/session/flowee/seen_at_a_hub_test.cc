// Answers of a real Hub that no recording has: seen when it was asked side by side with ours (tests/interop/flowee).
#include "tests/vectors/flowee_hub.h"
#include "tests/vectors/flowee_vectors.h"

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

}  // namespace
}  // namespace dragoman::flowee
