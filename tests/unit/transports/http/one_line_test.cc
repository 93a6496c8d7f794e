// What of a peer's words may reach a terminal.
#include "transports/http/one_line.h"

#include <gtest/gtest.h>

namespace dragoman::http {
namespace {

TEST(OneLine, ControlCharactersBecomeBlanks) {
  EXPECT_EQ(OneLine("a\x1b[2Jb\r\nc\x7f\td"), "a [2Jb  c  d");
  EXPECT_EQ(OneLine(std::string_view("\0x", 2)), " x");
}

TEST(OneLine, TheControlCharactersBehindAsciiBecomeBlanksToo) {
  EXPECT_EQ(OneLine("a\xc2\x9b" "2Jb\xc2\x80"), "a 2Jb ");
  EXPECT_EQ(OneLine("\xc2\xa0"), "\xc2\xa0");
}

TEST(OneLine, OtherLettersStay) {
  EXPECT_EQ(OneLine("Grüße, 世界, \xf0\x9f\x8c\xb1"), "Grüße, 世界, \xf0\x9f\x8c\xb1");
}

TEST(OneLine, WhatIsNoUtf8BecomesQuestionMarks) {
  EXPECT_EQ(OneLine("a\x9b" "2J"), "a?2J");
  EXPECT_EQ(OneLine("\xe0\x82\x9b\xc3"), "????");
  EXPECT_EQ(OneLine("\xff\xfe"), "??");
}

}  // namespace
}  // namespace dragoman::http
