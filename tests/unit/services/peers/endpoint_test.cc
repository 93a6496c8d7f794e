#include <condition_variable>
#include <map>
#include <mutex>
#include <numeric>

#include "core/base/hex.h"
#include "services/peers/bucket_choice.h"
#include "services/peers/system_resolver.h"
#include "tests/unit/services/peers/lab.h"

namespace dragoman::peers {
namespace {

TEST(Endpoint, IsReadAndWrittenWithBracketsAroundIpv6) {
  EXPECT_EQ(At("192.0.2.1:8444").ToString(), "192.0.2.1:8444");
  EXPECT_EQ(At("[2001:db8::1]:58444").ToString(), "[2001:db8::1]:58444");
  EXPECT_FALSE(Endpoint::Parse("node.example.org:8444").has_value());
}

TEST(Endpoint, AGroupIsTheFirstHalfOfIpv4AndFourBytesOfIpv6) {
  EXPECT_EQ(ToHex(GroupOf(Ip("1.2.3.4"))), "010102");
  EXPECT_EQ(ToHex(GroupOf(Ip("2a01:4f8:1:2::3"))), "002a0104f8");
}

TEST(Endpoint, AKeyIsTheAddressAs6To4AndThePort) {
  EXPECT_EQ(ToHex(KeyOf(At("1.2.3.4:8444"))), "200201020304" + std::string(20, '0') + "20fc");
  EXPECT_EQ(ToHex(KeyOf(At("[2a01::3]:1"))), "2a01" + std::string(26, '0') + "03" + "0001");
}

TEST(Endpoint, WhatNobodyReachesFromElsewhereIsPrivate) {
  for (const char* text : {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.1.1", "192.0.2.7", "198.51.100.7",
                           "203.0.113.7", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::",
                           "2001:db8::1", "fe80::1", "fd00::1", "ff02::1"}) {
    EXPECT_TRUE(IsPrivate(Ip(text))) << text;
  }
  for (const char* text : {"1.2.3.4", "172.32.0.1", "223.255.255.254", "192.169.0.1", "2a01:4f8::1", "2600::1"}) {
    EXPECT_FALSE(IsPrivate(Ip(text))) << text;
  }
}

// From chia-blockchain 2.7.5, address_manager.ExtendedPeerInfo with the key 00 01 … 1f.
TEST(BucketChoice, FallsAsTheReferencesDoes) {
  Hash256 secret{};
  std::iota(secret.begin(), secret.end(), std::uint8_t{0});
  const BucketChoice choice(secret);
  struct Case {
    const char* endpoint;
    const char* source;
    BucketTable::Place tried_bucket, tried_position, new_bucket, new_position;
  };
  for (const Case& c : {Case{"1.2.3.4:8444", "5.6.7.8", 100, 1, 713, 21},
                        Case{"100.200.30.40:58444", "100.200.30.40", 16, 10, 358, 37},
                        Case{"[2a01:4f8:1:2::3]:8444", "9.9.9.9", 66, 41, 53, 42}, Case{"8.8.8.8:0", "2a02::1", 37, 53, 31, 63}}) {
    EXPECT_EQ(choice.InTried(At(c.endpoint)), c.tried_bucket * kBucketSize + c.tried_position) << c.endpoint;
    EXPECT_EQ(choice.InNew(At(c.endpoint), Ip(c.source)), c.new_bucket * kBucketSize + c.new_position) << c.endpoint;
  }
}

TEST(BucketChoice, OneGroupReachesEightTriedBucketsAndOneSource64NewOnes) {
  const BucketChoice choice(SecretOf(7));
  std::set<std::size_t> tried;
  std::set<std::size_t> fresh;
  for (unsigned i = 0; i < 2000; ++i) {
    Endpoint endpoint = At("5.6.0.0:8444");
    endpoint.ip.bytes[14] = static_cast<std::uint8_t>(i >> 8);
    endpoint.ip.bytes[15] = static_cast<std::uint8_t>(i);
    tried.insert(BucketTable::BucketOf(choice.InTried(endpoint)));
    fresh.insert(BucketTable::BucketOf(choice.InNew(NodeAt(i), Ip("9.9.9.9"))));
  }
  EXPECT_LE(tried.size(), 8u);
  EXPECT_GT(tried.size(), 4u);
  EXPECT_LE(fresh.size(), 64u);
  EXPECT_GT(fresh.size(), 50u);
}

TEST(Dice, TheSameSecretThrowsTheSame) {
  Dice one(SecretOf(1));
  Dice two(SecretOf(1));
  Dice other(SecretOf(2));
  unsigned differences = 0;
  double sum = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t thrown = one.Next();
    EXPECT_EQ(thrown, two.Next());
    if (thrown != other.Next()) ++differences;
    sum += Dice(SecretOf(static_cast<std::uint64_t>(i))).Exponential(240);
  }
  EXPECT_EQ(differences, 2000u);
  EXPECT_NEAR(sum / 2000, 240, 25);
}

TEST(Resolver, FindsWhatTheSystemKnowsAndSaysWhatItDoesNot) {
  // Its thread may still be leaving when the test has gone.
  struct Mail {
    std::mutex mutex;
    std::condition_variable came;
    std::vector<std::function<void()>> work;
  };
  const auto mail = std::make_shared<Mail>();
  const auto post = [mail](std::function<void()> work) {
    const std::lock_guard lock(mail->mutex);
    mail->work.push_back(std::move(work));
    mail->came.notify_all();
  };
  std::string told;
  const auto tell = [&told](const Result<std::vector<IpAddress>>& found) {
    told = found.ok() ? found->front().ToString() : std::string(Name(found.status().code()));
  };
  for (const auto& [name, answer] : std::map<std::string, std::string>{
           {"127.0.0.1", "127.0.0.1"}, {"::1", "::1"}, {"no host has such a name", "unreachable"}}) {
    ResolveBySystem(name, post, tell);
    std::unique_lock lock(mail->mutex);
    mail->came.wait(lock, [&] { return !mail->work.empty(); });
    const std::function<void()> work = std::exchange(mail->work, {}).front();
    lock.unlock();
    told.clear();
    work();
    EXPECT_EQ(told, answer) << name;
  }
}

}  // namespace
}  // namespace dragoman::peers
