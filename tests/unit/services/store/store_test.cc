// What is put is there: at once, after a commit, after a restart, in order, first copy first.
#include "services/store/store.h"

#include "tests/unit/services/store/scratch.h"

namespace dragoman::store {
namespace {

// Every case in a file and in memory.
class StoreKeeps : public StoreTest, public ::testing::WithParamInterface<bool> {
 protected:
  void SetUp() override {
    store_ = Open(GetParam() ? scratch_.path() : "");
    ASSERT_NE(store_, nullptr);
  }
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(FileAndMemory, StoreKeeps, ::testing::Bool(),
                         [](const auto& in_file) { return in_file.param ? "File" : "Memory"; });

TEST_P(StoreKeeps, AnObjectIsSeenBeforeAndAfterItsCommit) {
  ASSERT_TRUE(store_->Put(MakeObject("block", "id1", "raw1")).ok());
  EXPECT_EQ(TextOf(store_->Get("block", AsBytes("id1"))), "raw1");
  EXPECT_TRUE(*store_->Has("block", AsBytes("id1")));
  EXPECT_TRUE(ScannedIds(*store_, "block").empty());

  executor_.RunAll();
  EXPECT_EQ(TextOf(store_->Get("block", AsBytes("id1"))), "raw1");
  EXPECT_TRUE(*store_->Has("block", AsBytes("id1")));
  EXPECT_EQ(ScannedIds(*store_, "block"), std::vector<std::string>{"id1"});
}

TEST_P(StoreKeeps, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(store_->Get("block", AsBytes("id1")).status().code(), Code::kNotFound);
  EXPECT_EQ(store_->GetCursor("tip").status().code(), Code::kNotFound);
  EXPECT_FALSE(*store_->Has("block", AsBytes("id1")));
  ASSERT_TRUE(store_->Put(MakeObject("block", "id1", "raw1")).ok());
  EXPECT_FALSE(store_->Get("tx", AsBytes("id1")).ok());
}

TEST_P(StoreKeeps, TheFirstCopyWins) {
  ASSERT_TRUE(store_->Put(MakeObject("block", "id1", "first")).ok());
  ASSERT_TRUE(store_->Put(MakeObject("block", "id1", "second")).ok());
  EXPECT_EQ(TextOf(store_->Get("block", AsBytes("id1"))), "first");
  executor_.RunAll();
  ASSERT_TRUE(store_->Put(MakeObject("block", "id1", "third")).ok());
  EXPECT_EQ(TextOf(store_->Get("block", AsBytes("id1"))), "first");  // also while the third is queued
  executor_.RunAll();
  EXPECT_EQ(TextOf(store_->Get("block", AsBytes("id1"))), "first");
  EXPECT_EQ(ScannedIds(*store_, "block").size(), 1u);
}

TEST_P(StoreKeeps, AllThatAnObjectCarries) {
  clock_.Advance(std::chrono::seconds(9));
  Object object = MakeObject("tx", std::string_view("\0\x01", 2), "");
  object.level = 4;
  ASSERT_TRUE(store_->Put(object).ok());
  object.id = Slice::Copy(AsBytes("other"));
  object.first_seen_ns = 77;
  ASSERT_TRUE(store_->Put(object).ok());
  for (int round = 0; round < 2; ++round) {
    const Result<Object> now = store_->Find("tx", AsBytes(std::string_view("\0\x01", 2)));
    ASSERT_TRUE(now.ok());
    EXPECT_EQ(now->first_seen_ns, clock_.WallNanos());
    EXPECT_EQ(now->level, 4);
    EXPECT_EQ(now->kind, "tx");
    EXPECT_TRUE(now->raw.empty());
    EXPECT_EQ(store_->Find("tx", AsBytes("other"))->first_seen_ns, 77);
    executor_.RunAll();
  }
}

TEST_P(StoreKeeps, AViewIsCopied) {
  std::string id = "id1", raw = "raw1";
  Object object;
  object.kind = "block";
  object.id = Slice::View(AsBytes(id));
  object.raw = Slice::View(AsBytes(raw));
  ASSERT_TRUE(store_->Put(object).ok());
  id = "xxx";
  raw = "xxxx";
  EXPECT_EQ(TextOf(store_->Get("block", AsBytes("id1"))), "raw1");
}

TEST_P(StoreKeeps, AScanIsInTheOrderOfPutsAndOfOneKind) {
  std::vector<std::string> ids;
  for (int i = 0; i < 700; ++i) {  // more than two pages of a scan
    ids.push_back("id" + std::to_string((i * 7919) % 1000));
    ASSERT_TRUE(store_->Put(MakeObject("block", ids.back(), "raw")).ok());
    ASSERT_TRUE(store_->Put(MakeObject("tx", ids.back(), "raw")).ok());
  }
  ASSERT_TRUE(store_->Flush().ok());
  EXPECT_EQ(ScannedIds(*store_, "block"), ids);
  EXPECT_EQ(ScannedIds(*store_, "none").size(), 0u);

  std::int64_t tenth = 0;
  int seen = 0;
  const Status stopped = store_->Scan("block", 0, [&](const StoredObject& object) {
    tenth = object.sequence;
    EXPECT_TRUE(store_->Has("tx", object.id).ok());  // the store may be used meanwhile
    return ++seen == 10 ? Status(Code::kClosed, "enough") : Ok();
  });
  EXPECT_EQ(stopped.code(), Code::kClosed);
  EXPECT_EQ(seen, 10);
  EXPECT_EQ(ScannedIds(*store_, "block", tenth), std::vector<std::string>(ids.begin() + 9, ids.end()));
}

TEST_P(StoreKeeps, CursorsGiveTheLatestValue) {
  ASSERT_TRUE(store_->SetCursor("tip", "1").ok());
  ASSERT_TRUE(store_->SetCursor("tip", "2").ok());
  EXPECT_EQ(*store_->GetCursor("tip"), "2");
  executor_.RunAll();
  EXPECT_EQ(*store_->GetCursor("tip"), "2");
  ASSERT_TRUE(store_->SetCursor("tip", "").ok());
  EXPECT_EQ(*store_->GetCursor("tip"), "");
  executor_.RunAll();
  EXPECT_EQ(*store_->GetCursor("tip"), "");
}

TEST_P(StoreKeeps, PeersAreRenewedAndForgotten) {
  PeerRecord peer;
  peer.address = "127.0.0.1:11235";
  ASSERT_TRUE(store_->PutPeer(peer).ok());
  const std::int64_t first_seen = clock_.WallNanos();
  clock_.Advance(std::chrono::hours(1));
  peer.note = R"({"score":1})";
  ASSERT_TRUE(store_->PutPeer(peer).ok());
  peer.address = "127.0.0.1:11236";
  ASSERT_TRUE(store_->PutPeer(peer).ok());
  ASSERT_TRUE(store_->Flush().ok());
  Result<std::vector<PeerRecord>> peers = store_->Peers();
  ASSERT_TRUE(peers.ok());
  ASSERT_EQ(peers->size(), 2u);
  EXPECT_EQ(peers->front().address, "127.0.0.1:11235");
  EXPECT_EQ(peers->front().first_seen_ns, first_seen);
  EXPECT_EQ(peers->front().last_seen_ns, clock_.WallNanos());
  EXPECT_EQ(peers->front().note, R"({"score":1})");

  ASSERT_TRUE(store_->ForgetPeer("127.0.0.1:11235").ok());
  ASSERT_TRUE(store_->Flush().ok());
  peers = store_->Peers();
  ASSERT_EQ(peers->size(), 1u);
  EXPECT_EQ(peers->front().address, "127.0.0.1:11236");
}

TEST_F(StoreTest, AStoreInWhichNothingWasPutIsOneFileAfterItsFirstEnd) {
  const std::string directory = scratch_.path() + "/fresh";
  ASSERT_NE(Open(directory), nullptr);
  EXPECT_TRUE(std::filesystem::exists(directory + "/dragoman.sqlite"));
  EXPECT_FALSE(std::filesystem::exists(directory + "/dragoman.sqlite-wal"));
}

TEST_F(StoreTest, ARestartFindsEverythingInOrder) {
  const std::string directory = scratch_.path() + "/made/on/the/way";
  {
    const auto store = Open(directory);
    ASSERT_TRUE(store->Put(MakeObject("block", "b", "raw b")).ok());
    ASSERT_TRUE(store->Put(MakeObject("block", "a", "raw a")).ok());
    ASSERT_TRUE(store->SetCursor("tip", "a").ok());
    PeerRecord peer;
    peer.address = "[::1]:1";
    ASSERT_TRUE(store->PutPeer(peer).ok());
  }
  EXPECT_FALSE(std::filesystem::exists(directory + "/dragoman.sqlite-wal"));  // one file after a clean end
  const auto store = Open(directory);
  EXPECT_EQ(ScannedIds(*store, "block"), (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(TextOf(store->Get("block", AsBytes("a"))), "raw a");
  EXPECT_EQ(*store->GetCursor("tip"), "a");
  EXPECT_EQ(store->Peers()->size(), 1u);
}

TEST_F(StoreTest, InMemoryNothingRemains) {
  ASSERT_TRUE(Open("")->Put(MakeObject("block", "a", "raw")).ok());
  EXPECT_FALSE(*Open("")->Has("block", AsBytes("a")));
}

}  // namespace
}  // namespace dragoman::store
