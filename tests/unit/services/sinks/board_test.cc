#include "services/sinks/board.h"

#include <gtest/gtest.h>

namespace dragoman::sinks {
namespace {

using namespace std::chrono_literals;

// A board that is told event lines as they are printed.
class Boards : public ::testing::Test {
 protected:
  void Hear(const std::string& name, const std::string& peer, const std::string& rest = "") {
    std::string line = R"({"t":")" + WallTime(clock_.WallNanos()) + R"(","seq":1,"net":"a:b","ev":")" + name + '"';
    if (!peer.empty()) line += R"(,"peer":")" + peer + '"';
    if (!rest.empty()) line += ',' + rest;
    const Result<Json> event = Json::Parse(line + '}');
    ASSERT_TRUE(event.ok()) << line;
    board_.Hear(*event);
  }
  void Connect(const std::string& peer, bool inbound = true) {
    Hear("PeerConnected", peer, std::string(R"("inbound":)") + (inbound ? "true" : "false") + R"(,"agent":"x/1")");
  }
  void Measure(const std::string& peer, std::uint64_t in, std::uint64_t out, std::uint64_t messages) {
    PeerFigures figures;
    figures.address = peer;
    figures.inbound = true;
    figures.age = 3s;
    figures.bytes_in = in;
    figures.bytes_out = out;
    figures.messages_in = messages;
    board_.Measure("a:b", {figures});
  }
  // The one peer there is.
  const PeerRow& Only() {
    const auto peers = board_.peers();
    EXPECT_EQ(peers.size(), 1u);
    return *peers.at(0);
  }
  const NetworkRow& Network() { return board_.networks().at("a:b"); }

  ManualClock clock_;
  Board board_{clock_};
};

TEST_F(Boards, APeerComesAndGoesAndIsShownForAMinuteWithItsReason) {
  Connect("c:1");
  EXPECT_EQ(Only().state, PeerRow::State::kOpen);
  EXPECT_TRUE(Only().inbound);
  EXPECT_EQ(Only().agent, "x/1");
  EXPECT_EQ(Only().since, clock_.WallNanos());
  clock_.Advance(5s);
  Hear("PeerDisconnected", "c:1", R"("reason":"no ping for 150 s","closed_by":"us","banned":true)");
  EXPECT_EQ(Only().state, PeerRow::State::kClosed);
  EXPECT_EQ(Only().reason, "no ping for 150 s (banned)");
  clock_.Advance(Board::kAfterlife);
  board_.Forget();
  EXPECT_EQ(board_.peers().size(), 1u);
  clock_.Advance(1s);
  board_.Forget();
  EXPECT_TRUE(board_.peers().empty());
}

TEST_F(Boards, APeerThatComesAgainIsOneRow) {
  Connect("c:1", false);
  Hear("PeerDisconnected", "c:1", R"("reason":"lost","closed_by":"network","banned":false)");
  Hear("DialFailed", "c:1", R"("reason":"connection refused","retry_in":1)");
  EXPECT_EQ(Only().state, PeerRow::State::kFailed);
  clock_.Advance(2s);
  Connect("c:1", false);
  EXPECT_EQ(Only().state, PeerRow::State::kOpen);
  EXPECT_EQ(Only().reason, "");
  EXPECT_EQ(Only().since, clock_.WallNanos());
}

TEST_F(Boards, WhoIsTurnedAwayIsNoPeer) {
  Hear("PeerRefused", "c:1", R"("reason":"64 are shaking hands","others":3)");
  EXPECT_EQ(Only().state, PeerRow::State::kClosed);
  EXPECT_EQ(Only().reason, "turned away, 64 are shaking hands");
}

TEST_F(Boards, TheSourceOfASyncIsNoSignOfLife) {
  const std::string progress = R"("stage":"blocks","done":64,"target":115,"per_second":812.5,"stalled":false)";
  Hear("SyncProgress", "c:1", progress);
  EXPECT_TRUE(board_.peers().empty());
  Connect("c:1");
  Hear("PeerDisconnected", "c:1", R"("reason":"lost","closed_by":"network","banned":false)");
  Hear("SyncProgress", "c:1", progress);
  EXPECT_EQ(Only().state, PeerRow::State::kClosed);
}

TEST_F(Boards, RatesAreOfTheLastInterval) {
  Connect("c:1");
  Measure("c:1", 1000, 100, 10);
  EXPECT_EQ(Only().traffic->in_rate, 0) << "one figure is no rate";
  clock_.Advance(2s);
  Measure("c:1", 5000, 500, 30);
  EXPECT_EQ(Only().traffic->in_rate, 2000);
  EXPECT_EQ(Only().traffic->out_rate, 200);
  EXPECT_EQ(Only().traffic->message_rate, 10);
  EXPECT_EQ(Only().traffic->bytes_in, 5000u);
  clock_.Advance(1s);
  Measure("c:1", 5000, 500, 30);
  EXPECT_EQ(Only().traffic->in_rate, 0);
}

TEST_F(Boards, AConnectionThatHasNotSaidAnythingYetIsMeasuredAll) {
  Measure("c:1", 0, 0, 0);
  EXPECT_EQ(Only().state, PeerRow::State::kOpen);
  EXPECT_EQ(clock_.WallNanos() - Only().since, Duration(3s).count());
  Connect("c:1");
  EXPECT_EQ(clock_.WallNanos() - Only().since, Duration(3s).count()) << "the link's age, not the introduction's";
}

TEST_F(Boards, AnEndThatNobodyToldIsSeenAfterAWhile) {
  Connect("c:1");
  Measure("c:1", 1, 1, 1);
  for (int i = 0; i < 2; ++i) board_.Measure("a:b", {});
  EXPECT_EQ(Only().state, PeerRow::State::kOpen) << "the event may be on its way";
  board_.Measure("other:net", {});
  EXPECT_EQ(Only().state, PeerRow::State::kOpen);
  board_.Measure("a:b", {});
  EXPECT_EQ(Only().state, PeerRow::State::kClosed);
  EXPECT_EQ(Only().reason, "gone");
}

TEST_F(Boards, TheTipFollowsTheChain) {
  board_.SetTip("a:b", 7, "07");
  EXPECT_EQ(Network().height, 7);
  Hear("ChainStep", "", R"("step":"NEW","hash":"80","hash_display":"08","height":8)");
  EXPECT_EQ(Network().height, 8);
  EXPECT_EQ(Network().tip, "08");
  board_.SetTip("a:b", 7, "07");
  EXPECT_EQ(Network().height, 8) << "events know better";
  Hear("ChainStep", "", R"("step":"UNDO","hash":"80","hash_display":"08","height":8)");
  EXPECT_EQ(Network().height, 7);
  EXPECT_EQ(Network().tip, "");
}

TEST_F(Boards, TheSyncIsKeptWithItsStall) {
  Hear("SyncProgress", "c:1",
       R"("stage":"blocks","done":64,"target":115,"per_second":812.5,"stalled":true,"stall_reason":"nobody has it")");
  EXPECT_EQ(Network().sync->done, 64);
  EXPECT_EQ(Network().sync->per_second, 812.5);
  EXPECT_EQ(Network().sync->stall_reason, "nobody has it");
  EXPECT_EQ(Network().source, "c:1");
  Hear("Importing", "", R"("file":"blk","done":5,"size":10,"blocks":2,"finished":false)");
  EXPECT_FALSE(Network().sync.has_value());
  EXPECT_EQ(Network().importing->size, 10u);
}

TEST_F(Boards, EventsAreCountedOverWholeSecondsAndTheLastOnesKept) {
  for (int i = 0; i < 10; ++i) Hear("Listening", "", R"("address":"l:1")");
  EXPECT_EQ(board_.events_per_second(), 0) << "this second is not over";
  clock_.Advance(1s);
  EXPECT_EQ(board_.events_per_second(), 2);
  clock_.Advance(5s);
  EXPECT_EQ(board_.events_per_second(), 0);
  for (std::size_t i = 0; i < Board::kMostEvents; ++i) Hear("Fault", "", R"("where":"here","text":"x")");
  EXPECT_EQ(board_.events(), 10 + Board::kMostEvents);
  EXPECT_EQ(board_.tape().size(), Board::kMostEvents);
  EXPECT_EQ(board_.tape().front().name, "Fault");
  EXPECT_EQ(board_.tape().back().words, "where=here text=x");
  EXPECT_EQ(board_.tape().back().time, WallTime(clock_.WallNanos()).substr(11, 8));
}

TEST_F(Boards, WhatIsLostAndWhatCannotBeReadIsCounted) {
  Hear("Gap", "", R"("where":"stdout","from_seq":3,"to_seq":9,"lost":7,"reason":"slow")");
  EXPECT_EQ(board_.lost(), 7u);
  board_.Unreadable();
  board_.Hear(Json("text"));
  board_.Hear(*Json::Parse(R"({"ev":"NoNetwork"})"));
  EXPECT_EQ(board_.unreadable(), 3u);
  EXPECT_EQ(board_.events(), 1u);
}

TEST_F(Boards, ThereIsRoomForSoManyPeersAndThoseWhoAreGoneMakeRoom) {
  for (std::size_t i = 0; i < Board::kMostPeers; ++i) Connect("c:" + std::to_string(i));
  Connect("late:1");
  EXPECT_EQ(board_.peers().size(), Board::kMostPeers);
  EXPECT_EQ(board_.unseen(), 1u);
  Hear("PeerDisconnected", "c:7", R"("reason":"lost","closed_by":"peer","banned":false)");
  Connect("late:2");
  EXPECT_EQ(board_.peers().size(), Board::kMostPeers);
  EXPECT_EQ(board_.unseen(), 1u);
}

TEST_F(Boards, ABoardThatIsHeldStaysAsItIs) {
  Connect("c:1");
  const Board held = board_.Held();
  const std::int64_t wall = clock_.WallNanos();
  clock_.Advance(9s);
  Connect("c:2");
  EXPECT_EQ(held.peers().size(), 1u);
  EXPECT_EQ(held.wall(), wall);
  EXPECT_EQ(held.age(), 0s);
  EXPECT_EQ(board_.age(), 9s);
}

TEST_F(Boards, ASnapshotHasItAll) {
  Connect("c:1");
  Measure("c:1", 10, 20, 3);
  board_.SetTip("a:b", 7, "07");
  Hear("SyncProgress", "c:1", R"("stage":"blocks","done":7,"target":9,"per_second":1.5,"stalled":false)");
  clock_.Advance(1s);
  EXPECT_EQ(board_.ToJson().Dump(),
            R"({"t":"2020-09-13T12:26:42.000000000Z","networks":[{"net":"a:b","height":7,"tip":"07","sync":)"
            R"({"stage":"blocks","done":7,"target":9,"per_second":1.5,"stalled":false,"stall_reason":null,"peer":"c:1"}}],)"
            R"("peers":[{"net":"a:b","peer":"c:1","state":"open","inbound":true,"agent":"x/1","seconds":1,)"
            R"("last_event":"SyncProgress","bytes_in":10,"bytes_out":20,"messages_in":3,"bytes_in_per_second":0,)"
            R"("bytes_out_per_second":0,"messages_in_per_second":0}],"events":2,"events_per_second":0.4,"lost":0})");
}

}  // namespace
}  // namespace dragoman::sinks
