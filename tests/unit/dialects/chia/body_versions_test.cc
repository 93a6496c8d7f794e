// Messages whose body depends on the protocol version: each form is read and written again as what it is.
#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/chia_inspector.h"
#include "dialects/chia/messages/farmer.h"
#include "dialects/chia/messages/harvester.h"

namespace dragoman::chia {
namespace {

template <class M>
ByteVector Written(const M& message) {
  ByteVector body;
  Writer out(body);
  WriteMessage(message, out);
  return body;
}

// In JSON and back, and by the codec that benches use.
void ExpectItself(const std::string& message, const ByteVector& body, bool has_challenge) {
  const ChiaInspector inspector;
  const Result<Json> decoded = inspector.DecodeAs(message, body);
  ASSERT_TRUE(decoded.ok()) << decoded.status().ToString();
  EXPECT_EQ(decoded->Find("raw"), nullptr);
  EXPECT_EQ((*decoded)["fields"].Find("filter_challenge") != nullptr, has_challenge) << decoded->Dump();
  const Result<ByteVector> encoded = inspector.EncodeAs(message, *decoded);
  ASSERT_TRUE(encoded.ok()) << encoded.status().ToString();
  EXPECT_EQ(ToHex(*encoded), ToHex(body));

  const BodyCodec& codec = Types().Find(message)->codec;
  const Slice raw = Slice::Copy(body);
  EXPECT_TRUE(codec.read(raw).ok());
  const Result<std::function<void(Writer&)>> rewrite = codec.rewrite(raw);
  ASSERT_TRUE(rewrite.ok()) << rewrite.status().ToString();
  ByteVector again;
  Writer out(again);
  (*rewrite)(out);
  EXPECT_EQ(ToHex(again), ToHex(body));
}

TEST(ChiaBodyVersions, ASignagePointForFarmersHasAFilterChallengeSinceProtocol38) {
  NewSignagePoint point;
  point.peak_height = 7;
  point.filter_challenge.emplace().fill(9);
  ExpectItself("new_signage_point", Written(point), true);
  point.filter_challenge.reset();
  ExpectItself("new_signage_point", Written(point), true);
  NewSignagePointOf37 older;
  older.last_tx_height = 6;
  ExpectItself("new_signage_point", Written(older), false);
  older.sp_source_data.emplace();
  ExpectItself("new_signage_point", Written(older), false);
}

TEST(ChiaBodyVersions, ASignagePointForHarvestersHasThreeForms) {
  const std::array<PoolDifficulty, 2> pools{};
  NewSignagePointHarvester2 newest;
  newest.pool_difficulties = List<PoolDifficulty>(pools);
  newest.filter_challenge.emplace().fill(9);
  ExpectItself("new_signage_point_harvester", Written(newest), true);
  newest.filter_challenge.reset();
  ExpectItself("new_signage_point_harvester", Written(newest), true);
  NewSignagePointHarvester2Of37 before;
  before.pool_difficulties = List<PoolDifficulty>(pools);
  before.last_tx_height = 5;
  ExpectItself("new_signage_point_harvester", Written(before), false);
  NewSignagePointHarvester oldest;
  oldest.pool_difficulties = List<PoolDifficulty>(pools);
  oldest.filter_prefix_bits = 9;
  ExpectItself("new_signage_point_harvester", Written(oldest), false);
}

TEST(ChiaBodyVersions, WhatIsNoneOfThemIsRefusedInTheWordsOfTheNewest) {
  ByteVector body = Written(NewSignagePoint());
  body.push_back(0);
  const ChiaInspector inspector;
  EXPECT_EQ(inspector.DecodeAs("new_signage_point", body).status().Text(), "1 bytes follow the last field");
  body.resize(body.size() - 3);
  EXPECT_FALSE(inspector.DecodeAs("new_signage_point", body).ok());
}

TEST(ChiaBodyVersions, TheStructByItsOwnNameIsTheNewestAlone) {
  const ChiaInspector inspector;
  EXPECT_FALSE(inspector.DecodeAs("NewSignagePoint", Written(NewSignagePointOf37())).ok());
  EXPECT_TRUE(inspector.DecodeAs("NewSignagePoint", Written(NewSignagePoint())).ok());
}

}  // namespace
}  // namespace dragoman::chia
