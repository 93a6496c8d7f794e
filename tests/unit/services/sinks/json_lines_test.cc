#include "services/sinks/json_lines.h"

#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/sinks/pipe.h"

namespace dragoman {
namespace {

using sinks::Pipe;

class JsonLinesTest : public testing::Test {
 protected:
  void Publish(std::string reason = "test") {
    Event event;
    event.network = network;
    event.body = event::Stopped{std::move(reason)};
    router.Publish(std::move(event));
  }
  static std::vector<Json> Lines(const std::string& text) {
    std::vector<Json> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      if (end == std::string::npos) {
        ADD_FAILURE() << "half a line at the end";
        return lines;
      }
      const Result<Json> line = Json::Parse(std::string_view(text).substr(at, end - at));
      EXPECT_TRUE(line.ok());
      if (line.ok()) lines.push_back(*line);
      at = end + 1;
    }
    return lines;
  }
  ManualClock clock{1'800'000'000'000'000'000};
  Router router{clock};
  NetworkId network = router.AddNetwork("flowee", "regtest");
  Pipe pipe;
};

TEST_F(JsonLinesTest, AnEventIsALineAtOnce) {
  JsonLines sink(router, pipe.writer());
  Publish("idle");
  EXPECT_EQ(
      pipe.ReadUntil("\n"),
      R"({"t":"2027-01-15T08:00:01.000000000Z","seq":1,"net":"flowee:regtest","ev":"Stopped","reason":"idle"})"
      "\n");
}

TEST_F(JsonLinesTest, AfterTheMostLinesItEndsAndSaysSo) {
  std::promise<Status> end;
  JsonLinesOptions options;
  options.most_lines = 2;
  options.on_end = [&end](const Status& how) { end.set_value(how); };
  {
    JsonLines sink(router, pipe.writer(), options);
    for (int i = 0; i < 5; ++i) Publish();
    EXPECT_TRUE(end.get_future().get().ok());
    Publish();
    EXPECT_EQ(sink.lines(), 2u);
  }
  pipe.CloseWriter();
  EXPECT_EQ(Lines(pipe.ReadToEnd()).size(), 2u);
}

TEST_F(JsonLinesTest, TheProgressLineIsThatOfTheDocument) {
  JsonLines sink(router, pipe.writer());
  Event event;
  event.network = network;
  event.peer = "127.0.0.1:11235";
  event::SyncProgress progress;
  progress.stage = "blocks";
  progress.done = 64;
  progress.target = 115;
  progress.per_second = 812;
  event.body = progress;
  router.Publish(event);
  const std::vector<Json> lines = Lines(pipe.ReadUntil("\n"));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0]["ev"].AsString(), "SyncProgress");
  EXPECT_EQ(*lines[0]["done"].Int64(), 64);
  EXPECT_EQ(lines[0]["per_second"].AsDouble(), 812);
  EXPECT_EQ(lines[0]["peer"].AsString(), "127.0.0.1:11235");
  EXPECT_EQ(lines[0].Find("stall_reason"), nullptr);
}

TEST_F(JsonLinesTest, WhatIsQueuedIsWrittenBeforeItCloses) {
  {
    JsonLines sink(router, pipe.writer());
    for (int i = 0; i < 100; ++i) Publish();
  }
  pipe.CloseWriter();
  EXPECT_EQ(Lines(pipe.ReadToEnd()).size(), 100u);
}

TEST_F(JsonLinesTest, AReaderThatDoesNotReadHoldsNobodyUpAndLearnsWhatItMissed) {
  pipe.Shrink();
  JsonLinesOptions options;
  options.where = "pipe";
  options.max_bytes = 64 * KiB;
  std::string text;
  {
    JsonLines sink(router, pipe.writer(), options);
    for (int i = 0; i < 2000; ++i) Publish();
    text = pipe.ReadUntil("\"Gap\"");
    Publish("last");
    text = pipe.ReadUntil("\"last\"");
  }
  pipe.CloseWriter();
  const std::vector<Json> lines = Lines(pipe.ReadToEnd());
  std::uint64_t next = 1;
  std::uint64_t gaps = 0;
  for (const Json& line : lines) {
    if (line["ev"].AsString() == "Gap") {
      ++gaps;
      EXPECT_EQ(line["where"].AsString(), "pipe");
      EXPECT_EQ(*line["from_seq"].Uint64(), next);
      EXPECT_EQ(*line["lost"].Uint64(), *line["to_seq"].Uint64() - next + 1);
    } else {
      EXPECT_EQ(*line["seq"].Uint64(), next);
    }
    next = *line["seq"].Uint64() + 1;
  }
  EXPECT_EQ(next, 2002u);
  EXPECT_GE(gaps, 1u);
}

TEST_F(JsonLinesTest, AReaderThatWentIsToldToTheOwnerOnce) {
  std::promise<Status> ended;
  JsonLinesOptions options;
  options.on_end = [&ended](const Status& why) { ended.set_value(why); };
  JsonLines sink(router, pipe.writer(), options);
  pipe.CloseReader();
  Publish();
  EXPECT_EQ(ended.get_future().get().code(), Code::kClosed);
  for (int i = 0; i < 100; ++i) Publish();
  EXPECT_EQ(sink.lines(), 0u);
}

TEST_F(JsonLinesTest, AFullDiskIsAStorageFault) {
  const int full = open("/dev/full", O_WRONLY);
  if (full < 0) GTEST_SKIP() << "no /dev/full here";
  std::promise<Status> ended;
  JsonLinesOptions options;
  options.on_end = [&ended](const Status& why) { ended.set_value(why); };
  JsonLines sink(router, full, options);
  Publish();
  const Status why = ended.get_future().get();
  EXPECT_EQ(why.code(), Code::kStorage);
  EXPECT_EQ(why.Text(), "cannot write: No space left on device");
  close(full);
}

TEST_F(JsonLinesTest, ItClosesInTimeBesideAReaderThatDoesNotRead) {
  pipe.Shrink();
  JsonLinesOptions options;
  options.drain = std::chrono::milliseconds(10);
  bool told = false;
  options.on_end = [&told](const Status&) { told = true; };
  const auto before = std::chrono::steady_clock::now();
  {
    JsonLines sink(router, pipe.writer(), options);
    for (int i = 0; i < 1000; ++i) Publish();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
  EXPECT_FALSE(told);
}

TEST_F(JsonLinesTest, LinesLongerThanAPipeTakesAtOnceStayWhole) {
  pipe.Shrink();
  JsonLines sink(router, pipe.writer());
  Publish(std::string(50'000, 'x'));
  EXPECT_EQ(Lines(pipe.ReadUntil("\n"))[0]["reason"].AsString().size(), 50'000u);
}

}  // namespace
}  // namespace dragoman
