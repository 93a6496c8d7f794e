// Certificates of our own making, read back with OpenSSL's command.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "transports/tls/leaf.h"

namespace dragoman {
namespace {

// What `openssl x509` says about it.
std::string Described(const std::string& pem, const std::string& arguments) {
  const std::filesystem::path file = std::filesystem::temp_directory_path() / ("leaf-" + std::to_string(::getpid()) + ".pem");
  std::ofstream(file) << pem;
  const std::string command = "openssl x509 -in " + file.string() + " -noout " + arguments + " 2>&1";
  std::string text;
  if (std::FILE* pipe = ::popen(command.c_str(), "r")) {
    char buffer[512];
    while (const std::size_t count = std::fread(buffer, 1, sizeof(buffer), pipe)) text.append(buffer, count);
    ::pclose(pipe);
  }
  std::filesystem::remove(file);
  return text;
}

PemPair Authority() {
  Result<PemPair> made = MakeAuthority({.common_name = "Test CA", .organisation = "Dragoman", .unit = "Tests"});
  EXPECT_TRUE(made.ok()) << made.status().ToString();
  return *made;
}

TEST(Leaf, HasTheFieldsThatChiasOwnHaveAndAnEllipticKey) {
  LeafOptions options;
  options.subject = {.common_name = "Chia", .organisation = "Chia", .unit = "Organic Farming Division"};
  options.dns = {"chia.net"};
  const Result<PemPair> leaf = MintLeaf(Authority(), options);
  ASSERT_TRUE(leaf.ok()) << leaf.status().ToString();
  EXPECT_EQ(Described(leaf->certificate, "-subject -issuer -enddate"),
            "subject=CN = Chia, O = Chia, OU = Organic Farming Division\n"
            "issuer=CN = Test CA, O = Dragoman, OU = Tests\nnotAfter=Aug  2 00:00:00 2100 GMT\n");
  const std::string text = Described(leaf->certificate, "-text");
  EXPECT_NE(text.find("DNS:chia.net"), text.npos);
  EXPECT_NE(text.find("prime256v1"), text.npos);
  EXPECT_NE(text.find("ecdsa-with-SHA256"), text.npos);
  EXPECT_NE(text.find("Version: 3"), text.npos);
  EXPECT_TRUE(leaf->key.starts_with("-----BEGIN PRIVATE KEY-----"));
}

TEST(Leaf, IsValidSinceYesterday) {
  const Result<PemPair> leaf = MintLeaf(Authority(), {});
  ASSERT_TRUE(leaf.ok());
  EXPECT_EQ(Described(leaf->certificate, "-checkend 0"), "Certificate will not expire\n");
}

TEST(Leaf, NoTwoAreTheSame) {
  const PemPair authority = Authority();
  const Result<PemPair> one = MintLeaf(authority, {});
  const Result<PemPair> other = MintLeaf(authority, {});
  EXPECT_NE(Described(one->certificate, "-serial"), Described(other->certificate, "-serial"));
  EXPECT_NE(one->key, other->key);
}

TEST(Leaf, AnAuthorityNeedsItsOwnKey) {
  PemPair mixed = Authority();
  mixed.key = Authority().key;
  EXPECT_NE(MintLeaf(mixed, {}).status().Text().find("does not belong"), std::string::npos);
  EXPECT_NE(MintLeaf({}, {}).status().Text().find("cannot be read"), std::string::npos);
}

TEST(Leaf, ItsDerIsWhatOpensslSays) {
  const Result<PemPair> leaf = MintLeaf(Authority(), {});
  const Result<std::string> der = CertificateDer(leaf->certificate);
  ASSERT_TRUE(der.ok());
  std::string printed = Described(leaf->certificate, "-fingerprint -sha256");
  std::erase(printed, ':');
  const std::string hash = ToHex(Sha256(AsBytes(*der)));
  std::string upper;
  for (const char c : hash) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_NE(printed.find(upper), printed.npos) << printed;
  EXPECT_FALSE(CertificateDer("no certificate").ok());
}

}  // namespace
}  // namespace dragoman
