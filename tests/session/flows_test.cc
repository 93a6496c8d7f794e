// Flows with an inbox: how they end, and what becomes of the messages that come then.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "tests/session/lab.h"

namespace dragoman {
namespace {

using namespace std::chrono_literals;
using lab::DoneFrame;
using lab::NoteFrame;

TEST(Flow, HearsOneMessageAfterTheOther) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Exchange(NoteFrame("a") + NoteFrame("b")), DoneFrame(1) + DoneFrame(2));
  EXPECT_EQ(peer.Exchange(NoteFrame("c")), DoneFrame(3));
}

TEST(Flow, ThatEndsWellBeginsAgainWithTheNextMessage) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Exchange(NoteFrame("a") + NoteFrame("ok")), DoneFrame(1));
  EXPECT_EQ(peer.Exchange(NoteFrame("b")), DoneFrame(2));
  EXPECT_EQ(peer.Exchange(NoteFrame("ok") + NoteFrame("ok") + NoteFrame("c")), DoneFrame(3));
  EXPECT_TRUE(peer.connected());
}

TEST(Flow, ThatEndedDoesNotStopTheReadingForEver) {
  testing::PeerTester peer(lab::Register);
  peer.Exchange(NoteFrame("ok"));
  for (int i = 0; i < 20; ++i) peer.station().Feed(*FromHex(NoteFrame("a", 20'000)));
  EXPECT_FALSE(peer.paused());
}

TEST(Flow, ThatEndsInARequestFaultIsAnEventAndTheConnectionLives) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Exchange(NoteFrame("request") + NoteFrame("a")), DoneFrame(1));
  ASSERT_EQ(peer.events().size(), 2u);
  EXPECT_EQ(std::get<event::Fault>(peer.events()[1].body).text, "no such note");
}

TEST(Flow, ThatEndsInAPeerFaultClosesAndIsAViolation) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Exchange(NoteFrame("a") + NoteFrame("peer")), DoneFrame(1));
  EXPECT_EQ(peer.closed_because(), "a bad note");
  ASSERT_EQ(peer.station().event_names(), "PeerConnected ProtocolViolation PeerDisconnected");
  EXPECT_EQ(std::get<event::ProtocolViolation>(peer.events()[1].body).code, "bad_value");
  EXPECT_EQ(std::get<event::PeerDisconnected>(peer.events()[2].body).closed_by, "us");
}

TEST(Flow, ThatEndsInALocalFaultClosesWithoutBlame) {
  testing::PeerTester peer(lab::Register);
  peer.Exchange(NoteFrame("local"));
  EXPECT_EQ(peer.closed_because(), "too many notes");
  EXPECT_EQ(peer.station().event_names(), "PeerConnected PeerDisconnected");
}

TEST(Flow, TheFirstFaultCountsHoweverTheBytesArrive) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Refuses(NoteFrame("peer") + "ffff").text, "a bad note");
  EXPECT_EQ(peer.Refuses(NoteFrame("peer") + NoteFrame("local") + "0001 09").text, "a bad note");
  EXPECT_EQ(peer.Exchange(NoteFrame("local") + NoteFrame("a")), "");
}

TEST(Flow, MayCloseItsOwnSession) {
  testing::PeerTester peer(lab::Register);
  EXPECT_EQ(peer.Exchange(NoteFrame("a") + NoteFrame("close")), DoneFrame(1));
  EXPECT_EQ(peer.closed_because(), "the note said so");
  EXPECT_EQ(peer.Refuses("00 00").text, "the note said so") << "input after the end is not heard";
}

TEST(Flow, ThatCannotReadItsMessageClosesWithThePlaceOfTheFault) {
  testing::PeerTester peer(lab::Register);
  const testing::Refused refused = peer.Refuses("0005 04 00000009");
  EXPECT_EQ(refused.text, "needs 9 bytes, 0 are left");
  EXPECT_EQ(refused.path, "text");
  EXPECT_EQ(refused.offset, 4u);
}

TEST(Flow, ThatSleepsLetsItsInboxFillUntilReadingPauses) {
  testing::PeerTester peer(lab::Register);
  peer.Exchange(NoteFrame("sleep"));
  int fed = 0;
  while (!peer.paused()) {
    peer.station().Feed(*FromHex(NoteFrame("a", 20'000)));
    ASSERT_LT(++fed, 100);
  }
  peer.Advance(10s);
  EXPECT_FALSE(peer.paused());
  EXPECT_EQ(peer.Sent().size(), DoneFrame(0).size() * static_cast<std::size_t>(fed + 1));
}

TEST(Flow, AMessageThatWaitsDoesNotPinTheBlockItCameIn) {
  testing::PeerTester peer(lab::Register);
  peer.Exchange(NoteFrame("sleep"));
  const BlockRef block = Block::Alone(64 * KiB);
  const ByteVector small = *FromHex(NoteFrame("a"));
  std::copy(small.begin(), small.end(), block->data());
  peer.station().session().Feed(Slice(Bytes(block->data(), small.size()), block));
  EXPECT_TRUE(block.Sole());
}

TEST(RateLimit, AllowsAFirstMessageHoweverLowTheRateIs) {
  testing::PeerTester peer(lab::RegisterSlowNotes);
  peer.Exchange(NoteFrame("a"));
  EXPECT_FALSE(peer.paused());
  peer.Exchange(NoteFrame("a"));
  EXPECT_TRUE(peer.paused());
  peer.Advance(10s);
  EXPECT_FALSE(peer.paused());
}

TEST(SlowReader, IsClosedThirtySecondsAfterItsBytesPileUp) {
  testing::JoinedPair pair(lab::Register);
  pair.StopReading(true);
  lab::Note note;
  note.load = Slice::Copy(ByteVector(20'000));
  const auto flood = [&] {
    for (int i = 0; i < 60; ++i) EXPECT_TRUE(pair.right().peer()->Send(note).ok());
  };
  pair.right().session().Run(flood);
  EXPECT_TRUE(pair.right().paused());
  pair.Advance(29s);
  EXPECT_TRUE(pair.connected());
  pair.Advance(1s);
  EXPECT_EQ(pair.right().closed_because(), "reads too slowly: 1048576 bytes waited for 30 s");
  EXPECT_EQ(pair.left().closed_because(), "the peer closed the connection");
}

TEST(SlowReader, ThatCatchesUpIsReadFromAgain) {
  testing::JoinedPair pair(lab::Register);
  pair.StopReading(true);
  lab::Done done;
  const auto flood = [&] {
    for (int i = 0; i < 400'000; ++i) EXPECT_TRUE(pair.right().peer()->Send(done).ok());
  };
  pair.right().session().Run(flood);
  EXPECT_TRUE(pair.right().paused());
  pair.Advance(20s);
  pair.ReadAgain();
  pair.Advance(20s);
  EXPECT_TRUE(pair.connected());
  EXPECT_FALSE(pair.right().paused());
}

TEST(Listen, HearsTheNetworksEventsOnThePeersThreadUntilThePeerGoes) {
  testing::JoinedPair pair(lab::Register);
  testing::Station& station = pair.right();
  std::vector<std::string> heard;
  const auto listen = [&] {
    station.peer()->Listen([&heard](const Event& event) { heard.emplace_back(NameOf(event.body)); });
  };
  station.session().Run(listen);
  Event event;
  event.network = station.peer()->context().network;
  event.body = event::Stopped();
  station.world().router.Publish(event);
  EXPECT_TRUE(heard.empty()) << "it comes over the peer's loop";
  station.Settle();
  EXPECT_EQ(heard, std::vector<std::string>{"Stopped"});
  event.network = NetworkId{7};
  station.world().router.Publish(event);
  station.Settle();
  EXPECT_EQ(heard.size(), 1u) << "another network's";
  pair.Cut();
  event.network = NetworkId{0};
  station.world().router.Publish(event);
  station.Settle();
  EXPECT_EQ(heard.size(), 1u);
}

TEST(Link, ThatBreaksIsTheNetworksDoing) {
  testing::JoinedPair pair(lab::Register);
  pair.Cut();
  EXPECT_EQ(pair.left().closed_because(), "the connection broke");
  EXPECT_EQ(std::get<event::PeerDisconnected>(pair.right().events().back().body).closed_by, "network");
  EXPECT_EQ(pair.right().node().peers(), 0u);
}

}  // namespace
}  // namespace dragoman
