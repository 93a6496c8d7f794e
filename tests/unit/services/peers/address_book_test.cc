// The address book (wire/chia.md 15.3).
#include "tests/unit/services/peers/lab.h"

namespace dragoman::peers {
namespace {

const IpAddress kTeller = Ip("9.9.9.9");

// So many that are seen now, told by as many sources.
void Fill(AddressBook& book, unsigned count) {
  for (unsigned i = 0; i < count; ++i) book.Add(NodeAt(i), kNow, NodeAt(i + 5000).ip, 0, kNow);
}

TEST(AddressBook, HearsayCountsAsTwoHoursOlder) {
  AddressBook book = MakeBook();
  EXPECT_TRUE(book.Add(At("1.2.3.4:8444"), kNow, kTeller, 2 * kHour, kNow));
  EXPECT_EQ(book.Find(Ip("1.2.3.4"))->seen, kNow - 2 * kHour);
  EXPECT_EQ(book.Find(Ip("1.2.3.4"))->source, kTeller);
  EXPECT_FALSE(book.Find(Ip("1.2.3.4"))->tried);
}

TEST(AddressBook, KeepsOneEntryAHostWithThePortOfTheFirst) {
  AddressBook book = MakeBook();
  book.Add(At("1.2.3.4:8444"), kNow, kTeller, 0, kNow);
  EXPECT_FALSE(book.Add(At("1.2.3.4:9000"), kNow, kTeller, 0, kNow));
  EXPECT_EQ(book.size(), 1u);
  EXPECT_EQ(book.Find(Ip("1.2.3.4"))->endpoint.port, 8444);
  book.Good(At("1.2.3.4:9000"), kNow);
  EXPECT_EQ(book.tried(), 0u) << "it is another node";
}

TEST(AddressBook, PrivateAddressesAreTakenOnlyIfAllowed) {
  AddressBook book = MakeBook();
  EXPECT_FALSE(book.Add(At("127.0.0.2:8444"), kNow, kTeller, 0, kNow));
  EXPECT_FALSE(book.Add(At("[2001:db8::1]:8444"), kNow, kTeller, 0, kNow));
  AddressBook open = MakeBook(1, true);
  EXPECT_TRUE(open.Add(At("127.0.0.2:8444"), kNow, kTeller, 0, kNow));
}

TEST(AddressBook, NewerNewsMoveTheTimeButNotByLittle) {
  AddressBook book = MakeBook();
  const Endpoint host = At("1.2.3.4:8444");
  book.Add(host, kNow - 10 * kHour, kTeller, 0, kNow);
  book.Add(host, kNow - 9 * kHour, kTeller, 0, kNow);
  EXPECT_EQ(book.Find(host.ip)->seen, kNow - 10 * kHour) << "only an hour newer";
  book.Add(host, kNow - 8 * kHour, kTeller, 0, kNow);
  EXPECT_EQ(book.Find(host.ip)->seen, kNow - 8 * kHour);
  book.Add(host, kNow - 9 * kHour, kTeller, 0, kNow);
  EXPECT_EQ(book.Find(host.ip)->seen, kNow - 8 * kHour) << "older news";
}

TEST(AddressBook, AHostHasAtMostEightPlacesAndOneOfEachSourceGroup) {
  AddressBook book = MakeBook();
  const Endpoint host = At("1.2.3.4:8444");
  std::int64_t seen = kNow - 20 * kDay;
  for (int i = 0; i < 200; ++i) book.Add(host, seen += kMinute, kTeller, 0, kNow);
  EXPECT_EQ(book.Places(host.ip), 1u) << "one source tells it";
  for (unsigned i = 0; i < 20000; ++i) book.Add(host, seen += kMinute, NodeAt(i).ip, 0, kNow);
  EXPECT_EQ(book.Places(host.ip), 8u);
  EXPECT_EQ(book.size(), 1u);
}

TEST(AddressBook, OneSourceCannotFillIt) {
  AddressBook book = MakeBook();
  for (unsigned i = 0; i < 60'000; ++i) book.Add(NodeAt(i), kNow, kTeller, 0, kNow);
  EXPECT_LE(book.size(), 64 * kBucketSize);
  EXPECT_GT(book.size(), 32 * kBucketSize);
}

TEST(AddressBook, TheTerribleMakeRoomAndTheOthersStay) {
  AddressBook book = MakeBook();
  for (unsigned i = 0; i < 40'000; ++i) book.Add(NodeAt(i), kNow - 31 * kDay, kTeller, 0, kNow);
  // Of one group, told by one source: all in one bucket.
  const auto push = [&book](std::uint8_t second, std::int64_t seen) {
    std::set<Endpoint> in;
    Endpoint fresh = At("200.0.0.1:8444");
    fresh.ip.bytes[13] = second;
    for (unsigned i = 0; i < 1000; ++i) {
      fresh.ip.bytes[14] = static_cast<std::uint8_t>(i >> 8);
      fresh.ip.bytes[15] = static_cast<std::uint8_t>(i);
      if (book.Add(fresh, seen, kTeller, 0, kNow)) in.insert(fresh);
    }
    return in;
  };
  const std::set<Endpoint> taken = push(1, kNow);
  EXPECT_EQ(taken.size(), kBucketSize);
  const std::set<Endpoint> late = push(1, kNow + 1);
  EXPECT_TRUE(late.empty()) << "nobody pushes out what is good";
  for (const Endpoint& endpoint : taken) EXPECT_NE(book.Find(endpoint.ip), nullptr);
}

TEST(AddressBook, WhatIsTerrible) {
  Entry entry;
  EXPECT_TRUE(entry.IsTerrible(kNow)) << "nobody has seen it";
  entry.seen = kNow - 30 * kDay;
  EXPECT_FALSE(entry.IsTerrible(kNow));
  EXPECT_TRUE(entry.IsTerrible(kNow + 1)) << "too old";
  entry.seen = kNow + 600;
  EXPECT_FALSE(entry.IsTerrible(kNow));
  entry.seen = kNow + 601;
  EXPECT_TRUE(entry.IsTerrible(kNow)) << "from the future";
  entry.seen = kNow + 700;
  entry.last_try = kNow - 60;
  EXPECT_FALSE(entry.IsTerrible(kNow)) << "tried a minute ago";
  EXPECT_TRUE(entry.IsTerrible(kNow + 1));
  entry.seen = kNow;
  entry.last_try = kNow - kHour;
  entry.failures = 2;
  EXPECT_FALSE(entry.IsTerrible(kNow));
  entry.failures = 3;
  EXPECT_TRUE(entry.IsTerrible(kNow)) << "never a success";
  entry.last_success = kNow - 7 * kDay;
  entry.failures = 10;
  EXPECT_FALSE(entry.IsTerrible(kNow));
  EXPECT_TRUE(entry.IsTerrible(kNow + 1)) << "failing for more than a week";
  entry.failures = 9;
  EXPECT_FALSE(entry.IsTerrible(kNow + 1));
}

TEST(AddressBook, TheChanceOfBeingChosen) {
  Entry entry;
  EXPECT_DOUBLE_EQ(entry.Chance(kNow), 1);
  entry.last_try = kNow - 600;
  EXPECT_DOUBLE_EQ(entry.Chance(kNow), 1);
  entry.last_try = kNow - 599;
  EXPECT_DOUBLE_EQ(entry.Chance(kNow), 0.01);
  entry.last_try = 0;
  entry.failures = 2;
  EXPECT_DOUBLE_EQ(entry.Chance(kNow), 0.66 * 0.66);
  entry.failures = 8;
  const double least = entry.Chance(kNow);
  entry.failures = 50;
  EXPECT_DOUBLE_EQ(entry.Chance(kNow), least);
}

TEST(AddressBook, WhatAnsweredIsDrawnAsOftenAsWhatIsNew) {
  AddressBook book = MakeBook();
  Fill(book, 100);
  const std::size_t all = book.size();
  book.Good(NodeAt(0), kNow - kDay);
  EXPECT_EQ(book.tried(), 1u);
  EXPECT_EQ(book.size(), all) << "it has moved";
  unsigned tried = 0;
  for (int i = 0; i < 2000; ++i) tried += book.Draw(false, kNow)->tried ? 1 : 0;
  EXPECT_NEAR(tried, 1000, 120);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(book.Draw(true, kNow)->tried);
}

TEST(AddressBook, WhatWasJustTriedIsRarelyDrawn) {
  AddressBook book = MakeBook();
  Fill(book, 2);
  ASSERT_EQ(book.size(), 2u);
  book.Attempt(NodeAt(0), false, kNow);
  unsigned drawn = 0;
  for (int i = 0; i < 1000; ++i) drawn += book.Draw(false, kNow + 1)->endpoint == NodeAt(0) ? 1 : 0;
  EXPECT_LT(drawn, 40u);
}

TEST(AddressBook, AnEmptyBookGivesNothing) {
  AddressBook book = MakeBook();
  EXPECT_EQ(book.Draw(false, kNow), nullptr);
  EXPECT_TRUE(book.Sample(1000, 23, kNow).empty());
  book.Add(NodeAt(1), kNow, kTeller, 0, kNow);
  book.Good(NodeAt(1), kNow);
  EXPECT_EQ(book.Draw(true, kNow), nullptr) << "nothing is new";
  EXPECT_NE(book.Draw(false, kNow + kDay), nullptr);
}

TEST(AddressBook, FailuresInARowCountOnceBetweenSuccesses) {
  AddressBook book = MakeBook();
  Fill(book, 2);
  book.Attempt(NodeAt(0), true, kNow);
  book.Attempt(NodeAt(0), true, kNow + 1);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->failures, 1u) << "perhaps our own network is down";
  EXPECT_EQ(book.Find(NodeAt(0).ip)->last_try, kNow + 1);
  book.Good(NodeAt(1), kNow + 2);
  book.Attempt(NodeAt(0), true, kNow + 3);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->failures, 2u);
  book.Attempt(NodeAt(0), false, kNow + 4);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->failures, 2u);
  book.Good(NodeAt(0), kNow + 5);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->failures, 0u);
}

TEST(AddressBook, ToBeConnectedRefreshesTheTimeEveryTenMinutes) {
  AddressBook book = MakeBook();
  Fill(book, 1);
  book.Connected(NodeAt(0), kNow + 599);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->seen, kNow);
  book.Connected(NodeAt(0), kNow + 600);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->seen, kNow + 600);
  book.Good(NodeAt(0), kNow + 7200);
  EXPECT_EQ(book.Find(NodeAt(0).ip)->seen, kNow + 600) << "it would tell others whom we are connected to";
}

TEST(AddressBook, ASampleIsAShareOfTheBookWithoutTheTerrible) {
  AddressBook book = MakeBook();
  Fill(book, 301);
  EXPECT_EQ(book.Sample(1000, 23, kNow).size(), (book.size() * 23 + 99) / 100);
  EXPECT_EQ(book.Sample(10, 23, kNow).size(), 10u);
  std::set<Endpoint> seen;
  for (int i = 0; i < 40; ++i) {
    const std::vector<Entry> sample = book.Sample(1000, 23, kNow);
    std::set<Endpoint> once;
    for (const Entry& entry : sample) once.insert(entry.endpoint);
    EXPECT_EQ(once.size(), sample.size()) << "nobody twice";
    seen.merge(once);
  }
  EXPECT_GT(seen.size(), 250u) << "at random";
  EXPECT_TRUE(book.Sample(1000, 23, kNow + 31 * kDay).empty());
}

TEST(AddressBook, CleaningUpTakesWhatIsOldAndFailsAlways) {
  AddressBook book = MakeBook();
  Fill(book, 3);
  for (int i = 0; i < 10; ++i) {
    book.Good(NodeAt(2), kNow + 2 * i);
    book.Attempt(NodeAt(0), true, kNow + 2 * i + 1);
  }
  book.CleanUp(kNow + 14 * kDay);
  EXPECT_EQ(book.size(), 3u);
  book.CleanUp(kNow + 14 * kDay + 1);
  EXPECT_EQ(book.size(), 2u);
  EXPECT_EQ(book.Find(NodeAt(0).ip), nullptr);
  EXPECT_NE(book.Find(NodeAt(1).ip), nullptr) << "old, but never tried";
}

// Two that belong at the same place of the tried table.
struct Collision {
  AddressBook book = MakeBook();
  Endpoint old;
  Endpoint newcomer;

  Collision() {
    const BucketChoice choice(SecretOf(1));
    std::map<BucketTable::Place, Endpoint> places;
    for (unsigned i = 0;; ++i) {
      const auto [there, first] = places.emplace(choice.InTried(NodeAt(i)), NodeAt(i));
      if (first) continue;
      old = there->second;
      newcomer = NodeAt(i);
      break;
    }
    book.Add(old, kNow, old.ip, 0, kNow);
    book.Add(newcomer, kNow, newcomer.ip, 0, kNow);
    book.Good(old, kNow);
    book.Good(newcomer, kNow + 5 * kHour);
  }
  bool OldStays() const { return book.Find(old.ip)->tried && !book.Find(newcomer.ip)->tried; }
  bool NewcomerWon() const { return !book.Find(old.ip)->tried && book.Find(newcomer.ip)->tried; }
};

TEST(AddressBook, ATriedOneIsTestedBeforeAnotherTakesItsPlace) {
  Collision c;
  EXPECT_TRUE(c.OldStays());
  EXPECT_EQ(c.book.collisions(), 1u);
  EXPECT_EQ(c.book.DrawCollision()->endpoint, c.old);
  c.book.ResolveCollisions(kNow + 5 * kHour + 1);
  EXPECT_EQ(c.book.collisions(), 1u) << "it was not tested yet";
}

TEST(AddressBook, OfTwoThatCollideTheOlderWinsIfItAnswers) {
  Collision c;
  c.book.Good(c.old, kNow + 5 * kHour + 10);
  c.book.ResolveCollisions(kNow + 5 * kHour + 11);
  EXPECT_TRUE(c.OldStays());
  EXPECT_EQ(c.book.collisions(), 0u);
  EXPECT_EQ(c.book.DrawCollision(), nullptr);
}

TEST(AddressBook, TheNewcomerWinsAMinuteAfterTheOlderWasTestedInVain) {
  Collision c;
  c.book.Attempt(c.old, true, kNow + 5 * kHour + 10);
  c.book.ResolveCollisions(kNow + 5 * kHour + 70);
  EXPECT_TRUE(c.OldStays());
  c.book.ResolveCollisions(kNow + 5 * kHour + 71);
  EXPECT_TRUE(c.NewcomerWon());
  EXPECT_EQ(c.book.Places(c.old.ip), 1u) << "back among the new";
  EXPECT_EQ(c.book.size(), 2u);
  EXPECT_EQ(c.book.tried(), 1u);
}

TEST(AddressBook, WhatCannotBeTestedIn40MinutesLosesItsPlace) {
  Collision c;
  c.book.ResolveCollisions(kNow + 5 * kHour + 2400);
  EXPECT_TRUE(c.OldStays());
  c.book.ResolveCollisions(kNow + 5 * kHour + 2401);
  EXPECT_TRUE(c.NewcomerWon());
}

TEST(AddressBook, AtMostTenCollisionsWait) {
  AddressBook book = MakeBook();
  for (unsigned i = 0; i < 20'000; ++i) {
    book.Add(NodeAt(i), kNow, NodeAt(i).ip, 0, kNow);
    book.Good(NodeAt(i), kNow);
  }
  EXPECT_EQ(book.collisions(), 10u);
  EXPECT_LE(book.tried(), kTriedBuckets * kBucketSize);
  EXPECT_GT(book.tried(), 8000u);
}

TEST(AddressBook, WhatIsSavedComesBackWithItsPlaces) {
  AddressBook book = MakeBook();
  Fill(book, 50);
  for (unsigned i = 0; i < 300; ++i) book.Add(NodeAt(1), kNow + i + 1, NodeAt(i + 300).ip, 0, kNow);
  book.Good(NodeAt(7), kNow + 5);
  book.Attempt(NodeAt(8), true, kNow + 6);
  book.SetAnchors({NodeAt(7)});
  const AddressBook::Changes changes = book.TakeChanges();
  EXPECT_EQ(changes.changed.size(), book.size());
  AddressBook again = MakeBook();
  for (const SavedAddress& saved : changes.changed) {
    const Result<SavedAddress> read = SavedAddress::Read(saved.entry.endpoint.ToString(), saved.Note().Dump());
    ASSERT_TRUE(read.ok()) << read.status().ToString();
    again.Restore(*read);
  }
  EXPECT_EQ(again.size(), book.size());
  EXPECT_EQ(again.tried(), 1u);
  EXPECT_GT(book.Places(NodeAt(1).ip), 2u);
  EXPECT_EQ(again.Places(NodeAt(1).ip), book.Places(NodeAt(1).ip));
  EXPECT_EQ(again.Find(NodeAt(8).ip)->failures, 1u);
  EXPECT_EQ(again.Find(NodeAt(8).ip)->last_try, kNow + 6);
  EXPECT_EQ(again.Find(NodeAt(8).ip)->source, NodeAt(5008).ip);
  EXPECT_EQ(again.Find(NodeAt(7).ip)->last_success, kNow + 5);
  EXPECT_EQ(again.Anchors(), std::vector<Endpoint>{NodeAt(7)});
  EXPECT_TRUE(again.TakeChanges().changed.empty()) << "it is saved already";
}

TEST(AddressBook, OnlyWhatChangedIsSavedAgain) {
  AddressBook book = MakeBook();
  Fill(book, 20);
  (void)book.TakeChanges();
  EXPECT_TRUE(book.TakeChanges().changed.empty());
  book.Attempt(NodeAt(3), true, kNow + 1);
  AddressBook::Changes changes = book.TakeChanges();
  ASSERT_EQ(changes.changed.size(), 1u);
  EXPECT_EQ(changes.changed[0].entry.endpoint, NodeAt(3));
  book.NotSaved(changes);
  EXPECT_EQ(book.TakeChanges().changed.size(), 1u);
}

TEST(AddressBook, WhatLeftTheBookIsForgotten) {
  AddressBook book = MakeBook();
  Fill(book, 2);
  (void)book.TakeChanges();
  for (int i = 0; i < 10; ++i) {
    book.Good(NodeAt(1), kNow + 2 * i);
    book.Attempt(NodeAt(0), true, kNow + 2 * i + 1);
  }
  book.CleanUp(kNow + 15 * kDay);
  const AddressBook::Changes changes = book.TakeChanges();
  EXPECT_EQ(changes.gone, std::vector<Endpoint>{NodeAt(0)});
  book.NotSaved(changes);
  book.Add(NodeAt(0), kNow, kTeller, 0, kNow);
  EXPECT_TRUE(book.TakeChanges().gone.empty()) << "it is back";
}

TEST(SavedAddress, ABrokenNoteIsAnErrorAndABareOneAnAddress) {
  EXPECT_FALSE(SavedAddress::Read("1.2.3.4:1", "{").ok());
  EXPECT_FALSE(SavedAddress::Read("name:1", "{}").ok());
  const Result<SavedAddress> bare = SavedAddress::Read("1.2.3.4:1", R"({"buckets":[1024,3,-1,"x"]})");
  ASSERT_TRUE(bare.ok());
  EXPECT_EQ(bare->buckets, std::vector<std::uint16_t>{3});
  EXPECT_EQ(bare->entry.source, Ip("1.2.3.4"));
}

}  // namespace
}  // namespace dragoman::peers
