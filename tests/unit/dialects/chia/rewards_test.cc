#include "dialects/chia/rewards.h"

#include <gtest/gtest.h>

namespace dragoman::chia {
namespace {

RewardedBlock At(std::uint32_t height, bool is_transaction_block, std::uint64_t fees = 0) {
  return {height, Hash256{}, Hash256{}, is_transaction_block, fees};
}

TEST(ChiaRewards, AncestorsThatStopTooEarlyAreTold) {
  const RewardedBlock before[] = {At(9, true), At(8, false)};
  const auto claims = RewardClaims(Hash256{}, before);
  ASSERT_FALSE(claims.ok());
  EXPECT_EQ(claims.status().code(), Code::kNotFound);
  EXPECT_EQ(RewardClaims(Hash256{}, {}).status().code(), Code::kNotFound);
}

TEST(ChiaRewards, ClaimsStartAtATransactionBlock) {
  const RewardedBlock before[] = {At(9, false), At(8, true)};
  EXPECT_EQ(RewardClaims(Hash256{}, before).status().code(), Code::kBadRequest);
}

TEST(ChiaRewards, FeesThatDoNotFitAreAFaultOfWhoSentThem) {
  const RewardedBlock before[] = {At(9, true, ~std::uint64_t{0}), At(8, true)};
  const auto claims = RewardClaims(Hash256{}, before);
  ASSERT_FALSE(claims.ok());
  EXPECT_EQ(claims.status().fault(), FaultClass::kPeer);
}

TEST(ChiaRewards, ClaimsEndAtTheGenesisBlock) {
  const RewardedBlock before[] = {At(1, true), At(0, true)};
  EXPECT_EQ(RewardClaims(Hash256{}, before)->size(), 2u);
  const RewardedBlock genesis[] = {At(0, true)};
  EXPECT_EQ(RewardClaims(Hash256{}, genesis)->size(), 2u);
}

}  // namespace
}  // namespace dragoman::chia
