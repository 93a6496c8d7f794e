#include "apps/dragoman/config/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialects/dialects.h"

namespace dragoman::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class ConfigFile : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(RegisterAll(dialects).ok()); }
  std::vector<std::string> Said(std::string_view text) {
    std::vector<std::string> said;
    for (const Finding& finding : Read(text, "f", dialects).findings) said.push_back(finding.ToString());
    return said;
  }
  DialectRegistry dialects;
};

TEST_F(ConfigFile, KeepsWhatIsSetWithItsLine) {
  const File file = Read("[node.a]\ndialect = \"tiny\"\npeers = [\"127.0.0.1:1\"]\nlimits.handshake = 2\n", "f", dialects);
  EXPECT_THAT(file.findings, IsEmpty());
  ASSERT_NE(file.Find("a"), nullptr);
  EXPECT_EQ(file.Find("b"), nullptr);
  const Entry* handshake = file.Find("a")->Find("limits.handshake");
  ASSERT_NE(handshake, nullptr);
  EXPECT_EQ(std::get<double>(handshake->value), 2.0);
  EXPECT_EQ(handshake->place.line, 4U);
}

TEST_F(ConfigFile, TellsAllFindingsInTheOrderOfTheFile) {
  EXPECT_THAT(Said("foo = 1\n[node.b]\ndialect = \"tiny\"\nx = 1\n[node.a]\nx = 1\n"),
              ElementsAre(StartsWith("f:1: unknown key \"foo\""), StartsWith("f:4: unknown key \"x\" in [node.b]"),
                          StartsWith("f:5: [node.a]: the dialect is missing"), StartsWith("f:6: unknown key \"x\" in [node.a]")));
}

TEST_F(ConfigFile, SaysAWrongDialectOnceAndNothingOfItsNetwork) {
  EXPECT_THAT(Said("[node.a]\ndialect = \"tinny\"\nnetwork = \"x\"\n"), ElementsAre(HasSubstr("Did you mean \"tiny\"?")));
}

TEST_F(ConfigFile, TakesAnEmptyListOfBridges) {
  EXPECT_THAT(Said("bridge = []\n[node.a]\ndialect = \"tiny\"\n"), IsEmpty());
}

TEST_F(ConfigFile, IsRefusedBeyondItsBounds) {
  EXPECT_THAT(Said(std::string(kMaxConfigBytes + 1, '\n')), ElementsAre(HasSubstr("262144 bytes")));
  EXPECT_THAT(Said(std::string(kMaxConfigBytes, '\n')), ElementsAre(HasSubstr("no node")));
  std::string deep = "a";
  for (std::size_t i = 0; i < kMaxDotsInLine; ++i) deep += ".a";
  EXPECT_THAT(Said(deep + " = 1"), ElementsAre(HasSubstr("levels of tables")));
  EXPECT_THAT(Said(deep + ".a = 1"), ElementsAre(HasSubstr("512 dots")));
  EXPECT_THAT(Said("a = " + std::string(5000, '[')), ElementsAre(StartsWith("f:1: not TOML")));
}

TEST_F(ConfigFile, HasNoControlCharacters) {
  for (const std::string_view text : {std::string_view("[\0a", 3), std::string_view("\n[\x7f"), std::string_view("a = \"\x01\"")}) {
    EXPECT_THAT(Said(text), ElementsAre(HasSubstr("a control character")));
  }
}

TEST_F(ConfigFile, RefusesOddCharactersOutsideQuotes) {
  for (const char* text : {"[@a]", "\xc6\xa4", "a \xc6\xa4 = 1", "\xe2\x80\x80 = 1", "[\xf0\x9f\x98\x80]"}) {
    EXPECT_THAT(Said(text), ElementsAre(HasSubstr("f:1: not TOML")));
  }
  EXPECT_THAT(Said("# \xc6\xa4\n[node.a]\ndialect = \"tiny\"\nstore = \"\xc6\xa4\"\n"), IsEmpty());
}

TEST_F(ConfigFile, CannotBeReadFromADirectory) {
  const Result<File> file = Load("/", dialects);
  EXPECT_EQ(file.status().code(), Code::kUsage);
  EXPECT_THAT(file.status().ToString(), HasSubstr("it is a directory"));
}

}  // namespace
}  // namespace dragoman::config
