// Every row of wire/flowee.md 5.2.
#include "dialects/flowee/sequence.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::flowee {
namespace {

Header Part(std::optional<std::int32_t> start, bool last) {
  Header header;
  header.service = 1;
  header.message = 4;
  header.sequence_start = start;
  header.last_in_sequence = last;
  return header;
}

class FloweeSequence : public ::testing::Test {
 protected:
  // The joined body, or "-" while the sequence goes on, or the error.
  std::string Feed(const Header& header, std::string_view body) {
    Result<std::optional<Joined>> joined = sequence_.Take(header, AsBytes(body));
    if (!joined.ok()) return joined.status().ToString();
    return joined->has_value() ? std::string(AsText((*joined)->body.bytes())) : "-";
  }

  Sequence sequence_{1000};
};

TEST_F(FloweeSequence, JoinsItsPartsAndIsReadyForTheNext) {
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(Feed(Part(6, false), "ab"), "-");
    EXPECT_TRUE(sequence_.open());
    EXPECT_EQ(Feed(Part({}, false), ""), "-");
    EXPECT_EQ(Feed(Part({}, false), "cd"), "-");
    EXPECT_EQ(Feed(Part({}, true), "ef"), "abcdef");
    EXPECT_FALSE(sequence_.open());
  }
}

TEST_F(FloweeSequence, OnePacketMayBeAllOfIt) { EXPECT_EQ(Feed(Part(4, true), "abcd"), "abcd"); }

TEST_F(FloweeSequence, SizeZeroAndLessThanAnnouncedAreLegal) {
  EXPECT_EQ(Feed(Part(0, true), ""), "");
  EXPECT_EQ(Feed(Part(100, true), "ab"), "ab");
}

TEST_F(FloweeSequence, WithoutAStartThereIsNoSequence) {
  EXPECT_EQ(Feed(Part({}, false), "a"), "sequence: LastInSequence without an open sequence");
}

TEST_F(FloweeSequence, ANegativeStartIsRefused) {
  EXPECT_EQ(Feed(Part(-1, false), "a"), "sequence: SequenceStart is -1, must not be negative");
  EXPECT_EQ(Feed(Part(-5, false), "a"), "sequence: SequenceStart is -5, must not be negative");
}

TEST_F(FloweeSequence, ASecondStartIsRefused) {
  EXPECT_EQ(Feed(Part(4, false), "a"), "-");
  EXPECT_EQ(Feed(Part(4, false), "a"), "sequence: SequenceStart while a sequence is open");
}

TEST_F(FloweeSequence, AllPartsHaveTheIdsOfTheFirst) {
  EXPECT_EQ(Feed(Part(4, false), "a"), "-");
  Header other = Part({}, true);
  other.service = 2;
  EXPECT_EQ(Feed(other, "b"), "sequence: ServiceId differs from that of the open sequence");
}

TEST_F(FloweeSequence, AMissingMessageIdIsAnotherOneUnlessTheFirstHadNone) {
  Header unset = Part(4, false);
  unset.message = kUnsetMessage;
  EXPECT_EQ(Feed(unset, "a"), "-");
  unset.sequence_start.reset();
  EXPECT_EQ(Feed(unset, "b"), "-");
  EXPECT_EQ(Feed(Part({}, true), "c"), "sequence: MessageId differs from that of the open sequence");
}

TEST_F(FloweeSequence, MoreThanAnnouncedIsRefused) {
  EXPECT_EQ(Feed(Part(3, false), "ab"), "-");
  EXPECT_EQ(Feed(Part({}, true), "cd"), "sequence: the sequence holds 4 bytes, SequenceStart announced 3");
}

TEST_F(FloweeSequence, TheLimitCountsBeforeAnythingIsKept) {
  EXPECT_EQ(Feed(Part(1001, false), "a"), "sequence: SequenceStart announces 1001 bytes, the limit is 1000");
}

TEST_F(FloweeSequence, UserTagsAreThoseOfTheFirstPacketAndLast) {
  Header first = Part(4, false);
  {
    const ByteVector tags = *FromHex("5807");
    first.user_tags = Slice::View(tags);
    EXPECT_EQ(Feed(first, "a"), "-");
  }
  Header second = Part({}, true);
  second.request_id = 9;
  Result<std::optional<Joined>> joined = sequence_.Take(second, AsBytes("b"));
  ASSERT_TRUE(joined.ok() && joined->has_value());
  EXPECT_EQ(ToHex((*joined)->header.user_tags.bytes()), "5807");
  EXPECT_FALSE((*joined)->header.request_id.has_value());
}

TEST(FloweeJoinedBody, KeepsEveryByteOverManyChunks) {
  JoinedBody body;
  ByteVector expected;
  for (std::size_t i = 0; i < 200; ++i) {
    const ByteVector part(8000, static_cast<std::uint8_t>(i));
    body.Append(part);
    expected.insert(expected.end(), part.begin(), part.end());
  }
  EXPECT_EQ(body.size(), expected.size());
  const Slice whole = body.Take();
  EXPECT_TRUE(std::equal(whole.begin(), whole.end(), expected.begin(), expected.end()));
  EXPECT_EQ(body.size(), 0u);
  EXPECT_TRUE(body.Take().empty());
}

}  // namespace
}  // namespace dragoman::flowee
