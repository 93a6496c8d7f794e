#include "dialects/flowee/bitcoin/merkle.h"

#include <gtest/gtest.h>

namespace dragoman::flowee::bitcoin {
namespace {

std::vector<Hash256> Ids(std::size_t count) {
  std::vector<Hash256> ids(count);
  for (std::size_t i = 0; i < count; ++i) ids[i][0] = static_cast<std::uint8_t>(i + 1);
  return ids;
}

TEST(BitcoinMerkle, NothingAndOne) {
  EXPECT_EQ(FoldMerkle({}).root, Hash256{});
  EXPECT_EQ(FoldMerkle(Ids(1)).root, Ids(1)[0]);
}

TEST(BitcoinMerkle, SeesEveryListThatFoldsLikeAnother) {
  for (std::size_t count = 2; count < 40; ++count) {
    const MerkleRoot honest = FoldMerkle(Ids(count));
    EXPECT_FALSE(honest.mutated) << count;
    // At each level with an odd number of hashes, the leaves below the last one can be repeated.
    for (std::size_t width = 1; width < count; width *= 2) {
      const std::size_t hashes = (count + width - 1) / width;
      if (hashes % 2 == 0) continue;
      const std::size_t from = (hashes - 1) * width;
      std::vector<Hash256> longer = Ids(count);
      if (longer.size() % width != 0) continue;
      for (std::size_t i = from; i < count; ++i) longer.push_back(Ids(count)[i]);
      const MerkleRoot folded = FoldMerkle(longer);
      EXPECT_EQ(folded.root, honest.root) << count << " by " << width;
      EXPECT_TRUE(folded.mutated) << count << " by " << width;
    }
  }
}

}  // namespace
}  // namespace dragoman::flowee::bitcoin
