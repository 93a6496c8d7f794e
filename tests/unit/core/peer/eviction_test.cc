#include "core/peer/eviction.h"

#include <gtest/gtest.h>

#include <set>

namespace dragoman {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kSecret = 42;

EvictionCandidate From(const std::string& ip, int age_seconds) {
  EvictionCandidate candidate;
  candidate.ip = IpAddress::Parse(ip);
  candidate.since = Instant(100h) - std::chrono::seconds(age_seconds);
  return candidate;
}

// Honest peers from many networks and an attacker's from one.
std::vector<EvictionCandidate> Crowd(int honest, int attackers) {
  std::vector<EvictionCandidate> crowd;
  for (int i = 0; i < honest; ++i) crowd.push_back(From("10.1." + std::to_string(i) + ".1", 10'000 + i));
  for (int i = 0; i < attackers; ++i) crowd.push_back(From("10.9.9." + std::to_string(i), 1'000 - i));
  return crowd;
}

TEST(Eviction, TakesTheNewestOfTheNetworkThatHasTheMostSlots) {
  const std::vector<EvictionCandidate> crowd = Crowd(30, 20);
  EXPECT_EQ(ChooseEvicted(crowd, kSecret), 49u);
}

TEST(Eviction, TakesNobodyWhereAllAreProtected) {
  EXPECT_EQ(ChooseEvicted({}, kSecret), std::nullopt);
  EXPECT_EQ(ChooseEvicted(Crowd(0, 4), kSecret), std::nullopt);
}

TEST(Eviction, KeepsTheNearestAndThoseThatGaveUsSomethingLately) {
  std::vector<EvictionCandidate> crowd = Crowd(0, 40);
  for (std::size_t i = 32; i < 40; ++i) crowd[i].round_trip = std::chrono::milliseconds(i);
  for (std::size_t i = 28; i < 32; ++i) crowd[i].useful_at = Instant(99h);
  const auto evicted = ChooseEvicted(crowd, kSecret);
  ASSERT_TRUE(evicted.has_value());
  EXPECT_EQ(*evicted, 27u);
}

TEST(Eviction, KeepsTheOlderHalf) {
  for (std::uint64_t secret = 0; secret < 50; ++secret) {
    const auto evicted = ChooseEvicted(Crowd(60, 0), secret);
    ASSERT_TRUE(evicted.has_value());
    EXPECT_LT(*evicted, 32u) << "ages grow with the place";
  }
}

TEST(Eviction, ProtectsNetworksThatOnlyTheSecretTells) {
  std::set<std::size_t> evicted;
  for (std::uint64_t secret = 0; secret < 200; ++secret) evicted.insert(*ChooseEvicted(Crowd(60, 0), secret));
  EXPECT_GT(evicted.size(), 1u);
}

}  // namespace
}  // namespace dragoman
