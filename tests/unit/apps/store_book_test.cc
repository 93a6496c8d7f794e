// The address book in a store: what a restart finds.
#include "apps/dragoman/store_book.h"

#include "core/base/executor.h"
#include "services/peers/peers_service.h"
#include "tests/unit/services/peers/lab.h"
#include "tests/unit/services/store/scratch.h"

namespace dragoman {
namespace {

using namespace peers;

struct Kept {
  explicit Kept(const std::string& directory)
      : store(*store::Store::Open(store::StoreOptions{directory, "chia:mainnet", clock, executor})), shelf(*store) {}
  ManualClock clock;
  ManualExecutor executor;
  std::unique_ptr<store::Store> store;
  StoreBook shelf;
};

SavedAddress Seen(unsigned number) {
  SavedAddress saved;
  saved.entry.endpoint = NodeAt(number);
  saved.entry.source = NodeAt(number + 1000).ip;
  saved.entry.seen = kNow;
  saved.entry.failures = number;
  saved.buckets = {7, 9};
  return saved;
}

TEST(StoreBook, WhatIsPutIsFoundByTheNextRunAndWhatIsForgottenIsNot) {
  const store::ScratchDirectory scratch;
  {
    Kept kept(scratch.path());
    for (unsigned i = 0; i < 3; ++i) EXPECT_TRUE(kept.shelf.Put(Seen(i)).ok());
    EXPECT_TRUE(kept.shelf.Forget(NodeAt(1)).ok());
    EXPECT_EQ(kept.shelf.Secret().status().code(), Code::kNotFound);
    EXPECT_TRUE(kept.shelf.KeepSecret("abcd").ok());
    EXPECT_TRUE(kept.store->Flush().ok());
  }
  Kept again(scratch.path());
  const Result<std::vector<SavedAddress>> found = again.shelf.Load();
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ(found->at(1).entry.endpoint, NodeAt(2));
  EXPECT_EQ(found->at(1).entry.failures, 2u);
  EXPECT_EQ(found->at(1).entry.source, NodeAt(1002).ip);
  EXPECT_EQ(found->at(1).buckets, (std::vector<std::uint16_t>{7, 9}));
  EXPECT_EQ(*again.shelf.Secret(), "abcd");
}

TEST(StoreBook, ANoteThatCannotBeReadIsLeftOut) {
  const store::ScratchDirectory scratch;
  Kept kept(scratch.path());
  store::PeerRecord broken;
  broken.address = "1.2.3.4:8444";
  broken.note = "{";
  EXPECT_TRUE(kept.store->PutPeer(broken).ok());
  EXPECT_TRUE(kept.shelf.Put(Seen(0)).ok());
  EXPECT_TRUE(kept.store->Flush().ok());
  EXPECT_EQ(kept.shelf.Load()->size(), 1u);
}

TEST(StoreBook, AServiceFindsItsBookAgain) {
  const store::ScratchDirectory scratch;
  for (int run = 0; run < 2; ++run) {
    Kept kept(scratch.path());
    Router router(kept.clock);
    PeersService service(router, router.AddNetwork("chia", "mainnet"), kept.clock, {}, &kept.shelf);
    ASSERT_TRUE(service.Start().ok());
    EXPECT_EQ(service.GetInfo().known, run == 0 ? 0u : 1u);
    Told told;
    told.addresses = {Address{"1.2.3.4", 8444, kept.clock.WallNanos() / 1'000'000'000}};
    told.by = "9.9.9.9";
    router.Call<Told, peers::Nothing>(NetworkId{}, kLearn, told, [](const Result<peers::Nothing>&) {});
    EXPECT_TRUE(service.Save().ok());
    EXPECT_TRUE(kept.store->Flush().ok());
  }
}

}  // namespace
}  // namespace dragoman
