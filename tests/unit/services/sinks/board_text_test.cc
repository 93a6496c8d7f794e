#include "services/sinks/board_text.h"

#include <gtest/gtest.h>

namespace dragoman::sinks {
namespace {

using namespace std::chrono_literals;

class BoardTexts : public ::testing::Test {
 protected:
  void Hear(const std::string& name, const std::string& rest) {
    const Result<Json> event = Json::Parse(R"({"t":")" + WallTime(clock_.WallNanos()) +
                                           R"(","seq":1,"net":"a:b","ev":")" + name + "\"," + rest + '}');
    ASSERT_TRUE(event.ok()) << rest;
    board_.Hear(*event);
  }
  void Connect(const std::string& peer, const std::string& agent = "x/1") {
    Hear("PeerConnected", R"("peer":")" + peer + R"(","inbound":true,"agent":")" + agent + '"');
  }
  void Measure(std::vector<std::pair<std::string, std::uint64_t>> bytes_in) {
    std::vector<PeerFigures> all;
    for (const auto& [peer, bytes] : bytes_in) {
      PeerFigures figures;
      figures.address = peer;
      figures.inbound = true;
      figures.bytes_in = bytes;
      all.push_back(figures);
    }
    board_.Measure("a:b", all);
  }
  // The whole screen, a line each; trailing blanks off.
  std::string Screen() {
    const std::vector<ScreenLine> lines = Paint(board_, view_);
    EXPECT_EQ(lines.size(), view_.height);
    std::string text;
    for (const ScreenLine& line : lines) {
      EXPECT_LE(line.text.size(), view_.width);
      text += line.text.substr(0, line.text.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
  }
  bool Shows(const std::string& what) { return Screen().find(what) != std::string::npos; }

  ManualClock clock_;
  Board board_{clock_};
  View view_{.width = 120, .height = 14};
};

TEST_F(BoardTexts, AScreenHasHeadPeersAndLastEvents) {
  Hear("Listening", R"("address":"127.0.0.1:11235")");
  Connect("127.0.0.1:50122", "flowee/1");
  Measure({{"127.0.0.1:50122", 0}});
  clock_.Advance(1s);
  Measure({{"127.0.0.1:50122", 12345}});
  EXPECT_EQ(Screen(),
            "dragoman top   12:26:42 UTC   up 1 s   peers by address\n"
            "a:b  listening on 127.0.0.1:11235\n"
            "peers 1 (1 in, 0 out)   in 12.3 kB/s   out 0 B/s   events 2, 0.4/s\n"
            "PEER                    WAY         AGE      IN/s     OUT/s  MSG/s  LAST EVENT          AGENT\n"
            "127.0.0.1:50122         in          1 s   12.3 kB       0 B      0  PeerConnected       flowee/1\n"
            "\n\n\n\n\n"
            "LAST EVENTS\n"
            "12:26:41  Listening            address=127.0.0.1:11235\n"
            "12:26:41  PeerConnected        127.0.0.1:50122 inbound=true agent=flowee/1\n"
            "q quit  arrows PgUp PgDn scroll  s sort  p pause  ? help\n");
}

TEST_F(BoardTexts, WhoIsGoneComesLastWithTheReason) {
  Connect("a:1");
  Connect("b:1");
  Hear("PeerDisconnected", R"("peer":"a:1","reason":"no ping for 150 s","closed_by":"us","banned":false)");
  Hear("DialFailed", R"("peer":"c:1","reason":"connection refused")");
  clock_.Advance(3s);
  const std::string screen = Screen();
  EXPECT_NE(screen.find("gone 3 s ago: no ping for 150 s"), std::string::npos) << screen;
  EXPECT_NE(screen.find("not reached 3 s ago: connection refused"), std::string::npos) << screen;
  EXPECT_LT(screen.find("\nb:1 "), screen.find("\na:1 "));
  EXPECT_NE(screen.find("peers 1 (1 in, 0 out)   events"), std::string::npos) << screen;
}

TEST_F(BoardTexts, TheSyncIsABarAndAStallHasItsReason) {
  Hear("SyncProgress", R"("peer":"a:1","stage":"blocks","done":64,"target":115,"per_second":20.0,"stalled":false)");
  EXPECT_TRUE(Shows("blocks [###########---------] 64/115  20/s  ETA 3 s  from a:1"));
  Hear("SyncProgress",
       R"("stage":"blocks","done":64,"target":115,"per_second":0.0,"stalled":true,"stall_reason":"nobody has it")");
  EXPECT_TRUE(Shows("64/115  stalled: nobody has it"));
  EXPECT_EQ(Paint(board_, view_)[2].style, Style::kWarning);
}

TEST_F(BoardTexts, PeersScrollAndNoFartherThanThereAreAny) {
  for (char c = 'a'; c <= 'z'; ++c) Connect(std::string(1, c) + ":1");
  view_.width = 140;
  const std::size_t window = PeerWindow(board_, view_);
  EXPECT_TRUE(Shows("1-" + std::to_string(window) + " of 26"));
  EXPECT_TRUE(Shows("\na:1 "));
  view_.scroll = 3;
  EXPECT_FALSE(Shows("\nc:1 "));
  EXPECT_TRUE(Shows("\nd:1 "));
  view_.scroll = 1000;
  EXPECT_TRUE(Shows("\nz:1 "));
  EXPECT_EQ(view_.scroll, 26 - window);
}

TEST_F(BoardTexts, SortingIsByWhatIsChosen) {
  Connect("a:1");
  clock_.Advance(1s);
  Connect("b:1");
  Measure({{"a:1", 0}, {"b:1", 0}});
  clock_.Advance(1s);
  Measure({{"a:1", 10}, {"b:1", 2000}});
  const auto first = [this] { return Screen().find("\na:1 ") < Screen().find("\nb:1 ") ? 'a' : 'b'; };
  EXPECT_EQ(first(), 'a');
  view_.order = Next(view_.order);
  EXPECT_EQ(Name(view_.order), "age");
  EXPECT_EQ(first(), 'a');
  view_.order = Next(view_.order);
  EXPECT_EQ(first(), 'b') << "hears more";
  for (int i = 0; i < 3; ++i) view_.order = Next(view_.order);
  EXPECT_EQ(view_.order, Order::kAddress);
}

TEST_F(BoardTexts, WhatPeersCallThemselvesCannotDriveTheTerminal) {
  Connect("a:1", R"(evil\u001b[2J\u0007\n\u00e9)");
  EXPECT_TRUE(Shows("evil?[2J????"));
  const std::string screen = Screen();
  for (const char c : screen) EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~')) << static_cast<int>(c);
}

TEST_F(BoardTexts, AnySizeOfScreenIsFilled) {
  Hear("Listening", R"("address":"127.0.0.1:11235")");
  for (int i = 0; i < 40; ++i) Connect("peer:" + std::to_string(i));
  for (const std::size_t width : {1, 2, 10, 79, 500}) {
    for (const std::size_t height : {1, 2, 3, 4, 5, 8, 100}) {
      view_ = View{.width = width, .height = height};
      for (const bool help : {false, true}) {
        view_.help = help;
        Screen();  // checks what it paints
      }
    }
  }
}

TEST_F(BoardTexts, AStateThatIsNotTheUsualIsTold) {
  view_.paused = true;
  EXPECT_TRUE(Shows("PAUSED"));
  view_.ended = true;
  EXPECT_TRUE(Shows("THE EVENTS HAVE ENDED"));
  board_.Unreadable();
  EXPECT_TRUE(Shows("unreadable lines 1"));
  view_.help = true;
  EXPECT_TRUE(Shows("any key goes back"));
  EXPECT_FALSE(Shows("LAST EVENTS"));
}

TEST(SizeText, HasThreeDigitsOrSo) {
  EXPECT_EQ(Size(0), "0 B");
  EXPECT_EQ(Size(999), "999 B");
  EXPECT_EQ(Size(12345), "12.3 kB");
  EXPECT_EQ(Size(4.5e6), "4.5 MB");
  EXPECT_EQ(Size(2e15), "2000.0 TB");
}

}  // namespace
}  // namespace dragoman::sinks
