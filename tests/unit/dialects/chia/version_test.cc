#include "dialects/chia/version.h"

#include <gtest/gtest.h>

namespace dragoman::chia {
namespace {

Version Parsed(std::string_view text) {
  const Result<Version> version = Version::Parse(text);
  EXPECT_TRUE(version.ok()) << text << ": " << version.status().ToString();
  return version.ok() ? *version : Version();
}

TEST(ChiaVersion, WhatTheWirePageTakesAndRefuses) {
  for (const char* good : {"0.0.36", "1.0rc1", "v1.0", "1!2.0", "1.0+local", "99.0.0", " 0.0.36 "}) (void)Parsed(good);
  for (const char* bad : {"", "abc", "0.0.x"}) EXPECT_FALSE(Version::Parse(bad).ok()) << bad;
}

TEST(ChiaVersion, EverySpellingOfPep440IsTaken) {
  for (const char* good : {"  0.0.36\t", "\xC2\xA0" "1.0\xE2\x80\xA8", "1", "1.0-1", "1.0.post2.dev3", "1.0A", "1.0-preview_4",
                           "1.0a.", "2.7.5+dragoman.0.1.0"}) {
    (void)Parsed(good);
  }
}

TEST(ChiaVersion, WhatBreaksOffOrGoesOnIsRefused) {
  for (const char* bad : {" ", "v", "1.", ".1", "1!", "1.0+", "1.0+a.", "1.0 1", "1.0-", "1.0devx", "\xC3\xA9"}) {
    EXPECT_FALSE(Version::Parse(bad).ok()) << bad;
  }
}

TEST(ChiaVersion, ProtocolVersionsAreInTheOrderOfTheirNumbers) {
  EXPECT_LT(Parsed("0.0.9"), Parsed("0.0.35"));
  EXPECT_LT(Parsed("0.0.35"), Parsed("0.0.36"));
  EXPECT_LT(Parsed("0.0.36"), Parsed("0.1"));
  EXPECT_EQ(Parsed("0.0"), Parsed("0.0.0"));
}

TEST(ChiaVersion, ARefusalSaysWhereTheTextStopsBeingAVersion) {
  const Status status = Version::Parse("0.0.x").status();
  EXPECT_EQ(status.Text(), "this is no version as PEP 440 has them, like 0.0.36 or 1.0rc1");
  EXPECT_EQ(status.offset(), 3u);
}

}  // namespace
}  // namespace dragoman::chia
