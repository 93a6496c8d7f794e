// What the reference's packages say of generated cases, and what we say.
#include "tests/vectors/chia_oracle.h"

#include "dialects/chia/clvm/serialized.h"
#include "dialects/chia/clvm/tree_hash.h"
#include "dialects/chia/points/points.h"

namespace dragoman::chia {
namespace {

using vectors::Fixed;
using vectors::HexWord;
using vectors::OracleCases;
using vectors::Words;

TEST(ChiaOracle, ProgramsEndWhereTheReferenceEndsThemAndHashTheSame) {
  for (const Words& words : OracleCases("clvm")) {
    SCOPED_TRACE(words[0]);
    const ByteVector input = HexWord(words[0]);
    const Result<std::size_t> length = SerializedLength(input);
    ASSERT_EQ(length.ok() ? std::to_string(*length) : "error", words[1]) << length.status().ToString();
    if (!length.ok()) continue;
    const Result<Hash256> hash = TreeHash(Bytes(input).first(*length));
    ASSERT_TRUE(hash.ok()) << hash.status().ToString();
    ASSERT_EQ(ToHex(*hash), words[2]);
  }
}

TEST(ChiaOracle, PointsAreTakenExactlyWhereTheReferenceTakesThem) {
  for (const Words& words : OracleCases("points")) {
    SCOPED_TRACE(words[0] + " " + words[1]);
    const Status status = words[0] == "g1" ? CheckG1(Fixed<48>(words[1])) : CheckG2(Fixed<96>(words[1]));
    ASSERT_EQ(status.ok() ? "ok" : "error", words[2]) << status.ToString();
  }
}

}  // namespace
}  // namespace dragoman::chia
