#include "core/router/event.h"

#include <gtest/gtest.h>

#include "core/observe/log.h"
#include "core/observe/metrics.h"

namespace dragoman {
namespace {

TEST(Event, IsOneFlatLineWithAbsentValuesLeftOut) {
  event::DialFailed failed;
  failed.reason = "connection refused";
  Event event;
  event.peer = "127.0.0.1:1";
  event.seq = 3;
  event.wall_nanos = 1'600'000'000'000'000'007;
  event.body = failed;
  EXPECT_EQ(ToJson(event, "tiny:default").Dump(),
            R"({"t":"2020-09-13T12:26:40.000000007Z","seq":3,"net":"tiny:default","ev":"DialFailed",)"
            R"("peer":"127.0.0.1:1","reason":"connection refused"})");
  failed.retry_in = 1.5;
  event.body = failed;
  event.peer.clear();
  EXPECT_EQ(ToJson(event, "tiny:default").Dump(),
            R"({"t":"2020-09-13T12:26:40.000000007Z","seq":3,"net":"tiny:default","ev":"DialFailed",)"
            R"("reason":"connection refused","retry_in":1.5})");
}

TEST(Event, HashesAreHexAndHeightsMayBeNegative) {
  event::InventoryAnnounced announced;
  announced.kind = "block";
  announced.height = -1;
  announced.hash[0] = 0xAB;
  Event event;
  event.body = announced;
  const Json line = ToJson(event, "x:y");
  EXPECT_EQ(line["hash"].AsString().substr(0, 4), "ab00");
  EXPECT_EQ(*line["height"].Int64(), -1);
  EXPECT_EQ(NameOf(event.body), "InventoryAnnounced");
}

TEST(Metrics, AddsUpWhatEachThreadCounted) {
  Metrics metrics;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&metrics] {
      Counter& mine = metrics.ForThisThread("a_total{way=\"in\"}");
      for (int j = 0; j < 1000; ++j) mine.Add();
      metrics.ForThisThread("b_total").Add(2);
    });
  }
  threads.clear();
  EXPECT_EQ(metrics.Read().at("a_total{way=\"in\"}"), 3000u);
  EXPECT_EQ(metrics.Text(),
            "# TYPE a_total counter\na_total{way=\"in\"} 3000\n# TYPE b_total counter\nb_total 6\n");
  EXPECT_EQ(&metrics.ForThisThread("c"), &metrics.ForThisThread("c"));
}

TEST(Log, TalksOnStderrAndDropsWhatIsBelowItsLevel) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  log::SetLevel(log::Level::kWarning);
  log::Debug("quiet");
  log::Info("quiet");
  log::Warning("a warning with {} and %s");
  log::Error("an error");
  log::SetLevel(log::Level::kInfo);
  const std::string talk = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(talk.find("quiet"), std::string::npos);
  EXPECT_NE(talk.find("warning: a warning with {} and %s\n"), std::string::npos);
  EXPECT_NE(talk.find("error: an error\n"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
