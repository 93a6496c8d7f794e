#include "core/session/inflow.h"

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/unit/core/allocated.h"

namespace dragoman {
namespace {

struct Heard {
  std::vector<std::string> frames;
  Status fault;
};

Heard FeedInPieces(const ByteVector& input, std::size_t piece, const LengthPrefix& rule) {
  Heard heard;
  Inflow inflow;
  const auto framer = MakeFramer(rule);
  for (std::size_t at = 0; at < input.size() && heard.fault.ok(); at += piece) {
    const Slice bytes = Slice::Copy(Bytes(input).subspan(at, std::min(piece, input.size() - at)));
    heard.fault = inflow.Feed(bytes, *framer, [&](const Slice& frame, std::size_t header) {
      EXPECT_TRUE(frame.owns());
      heard.frames.push_back(ToHex(frame.Sub(header)));
      return true;
    });
  }
  return heard;
}

TEST(Inflow, CutsTheSameFramesHoweverTheyArrive) {
  const ByteVector input = *FromHex("0001aa 0000 0003bbccdd 0002eeff 0000 0001aa 0004 01020304");
  const std::vector<std::string> expected{"aa", "", "bbccdd", "eeff", "", "aa", "01020304"};
  for (std::size_t piece = 1; piece <= input.size(); ++piece) {
    const Heard heard = FeedInPieces(input, piece, {.width = 2});
    EXPECT_EQ(heard.frames, expected) << "in pieces of " << piece;
    EXPECT_TRUE(heard.fault.ok());
  }
}

TEST(Inflow, TellsTheSameFaultHoweverItArrives) {
  const ByteVector input = *FromHex("0001aa 0009");
  for (std::size_t piece = 1; piece <= input.size(); ++piece) {
    const Heard heard = FeedInPieces(input, piece, {.width = 2, .limit = 8});
    EXPECT_EQ(heard.frames.size(), 1u);
    EXPECT_EQ(heard.fault.Text(), "frame of 9 bytes is over the limit of 8") << "in pieces of " << piece;
  }
}

TEST(Inflow, AFrameThatArrivesWholeIsNotCopied) {
  const Slice input = Slice::Copy(*FromHex("0001aa 0002bbcc"));
  Inflow inflow;
  const auto framer = MakeFramer({.width = 2});
  std::vector<Slice> frames;
  EXPECT_TRUE(inflow.Feed(input, *framer, [&](const Slice& frame, std::size_t) {
    frames.push_back(frame);
    return true;
  }).ok());
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_EQ(frames[0].data(), input.data());
  EXPECT_EQ(frames[1].data(), input.data() + 3);
}

TEST(Inflow, AHandedOutFrameSurvivesWhatComesAfterIt) {
  Inflow inflow;
  const auto framer = MakeFramer({.width = 1});
  std::vector<Slice> frames;
  const auto keep = [&](const Slice& frame, std::size_t) {
    frames.push_back(frame);
    return true;
  };
  for (const char* piece : {"02aa", "bb02", "cc", "dd"}) {
    ASSERT_TRUE(inflow.Feed(Slice::Copy(*FromHex(piece)), *framer, keep).ok());
  }
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_EQ(ToHex(frames[0]), "02aabb");
  EXPECT_EQ(ToHex(frames[1]), "02ccdd");
}

TEST(Inflow, StopsWhereTheReceiverSaysStop) {
  Inflow inflow;
  const auto framer = MakeFramer({.width = 1});
  int heard = 0;
  EXPECT_TRUE(inflow.Feed(Slice::Copy(*FromHex("00 00 00")), *framer, [&](const Slice&, std::size_t) {
    return ++heard < 2;
  }).ok());
  EXPECT_EQ(heard, 2);
}

TEST(Inflow, AClaimedLengthTakesNoMemory) {
  Inflow inflow;
  const auto framer = MakeFramer({.width = 4, .limit = 1000 * MiB});
  const std::size_t before = testing::AllocatedSoFar();
  const Slice header = Slice::Copy(*FromHex("3e800000 01"));
  EXPECT_TRUE(inflow.Feed(header, *framer, [](const Slice&, std::size_t) { return true; }).ok());
  EXPECT_LT(testing::AllocatedSoFar() - before, 1 * KiB);
}

// Asks for bytes one at a time until it sees a zero: a terminator instead of a length.
class UntilZero final : public Framer {
 public:
  Cut Next(Bytes pending) override {
    for (std::size_t i = 0; i < pending.size(); ++i) {
      if (pending[i] == 0) return Cut::Frame(0, i + 1);
    }
    return Cut::Need(0);
  }
  std::size_t Begin(Writer& out) override { return out.size(); }
  Status Finish(Writer& out, std::size_t) override {
    out.U8(0);
    return Ok();
  }
};

TEST(Inflow, AFramerThatCannotSayHowMuchItNeedsIsAskedAgainWithEveryByte) {
  Inflow inflow;
  UntilZero framer;
  std::vector<std::string> frames;
  for (const char* piece : {"0102", "0300", "040005", "00"}) {
    ASSERT_TRUE(inflow.Feed(Slice::Copy(*FromHex(piece)), framer, [&](const Slice& frame, std::size_t) {
      frames.push_back(ToHex(frame));
      return true;
    }).ok());
  }
  EXPECT_EQ(frames, (std::vector<std::string>{"01020300", "0400", "0500"}));
}

// Cuts nothing off for ever.
class Stuck final : public Framer {
 public:
  Cut Next(Bytes) override { return Cut::Frame(0, 0); }
  std::size_t Begin(Writer& out) override { return out.size(); }
  Status Finish(Writer&, std::size_t) override { return Ok(); }
};

TEST(Inflow, AFramerThatCutsNothingIsToldSoInsteadOfTurningForEver) {
  Inflow inflow;
  Stuck framer;
  const Status fault = inflow.Feed(Slice::Copy(*FromHex("00")), framer, [](const Slice&, std::size_t) { return true; });
  EXPECT_EQ(fault.code(), Code::kInternal);
}

}  // namespace
}  // namespace dragoman
