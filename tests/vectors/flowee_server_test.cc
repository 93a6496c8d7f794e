// What the recorded Hub answered, our server answers with the same bytes.
#include <set>

#include "dialects/flowee/messages/block_chain_tags.h"
#include "dialects/flowee/native.h"
#include "dialects/flowee/token_reader.h"
#include "dialects/flowee/token_writer.h"
#include "tests/vectors/flowee_hub.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee {
namespace {

using vectors::PacketBytes;
using vectors::ReadVectorFile;

ByteVector Joined(const Json& packets) {
  ByteVector all;
  for (const Json& packet : packets.AsArray()) {
    const ByteVector bytes = PacketBytes(packet);
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return all;
}

std::int64_t ServiceAsked(const Json& exchange) {
  const Json& header = exchange["request"].AsArray()[0]["header"];
  return *header.AsArray()[0].AsArray()[2].Int64();
}

// One packet with the values of the `undefined` tags of its body blanked.
ByteVector Masked(const ByteVector& packet, const std::set<std::uint32_t>& undefined) {
  if (undefined.empty() || packet.size() < 2) return packet;
  ByteVector masked;
  Writer out(masked);
  TokenReader tokens(Bytes(packet).subspan(2));
  bool body = false;
  while (tokens.Next()) {
    const Token& token = tokens.token();
    if (body && undefined.contains(token.tag)) {
      PutBytes(out, token.tag, {});
    } else {
      PutToken(out, token);
    }
    body = body || token.tag == 0;
  }
  return masked;
}

// Sets the filter of the connection as the recording's earlier requests left it.
void SetFilter(Hub& hub, const Json& hashes) {
  for (std::size_t i = 0; i < hashes.AsArray().size(); ++i) {
    ByteVector packet = {0, 0, 0x08, 0x01, 0x10, 0x04, 0x04, 0x38, 0x00};
    Writer out(packet);
    const std::uint32_t tag = i == 0 ? block_chain::kSetFilterScriptHash : block_chain::kAddFilterScriptHash;
    PutBytes(out, tag, vectors::HexBytes(hashes.AsArray()[i].AsString()));
    out.Put(0, packet.size(), 2, std::endian::little);
    hub.Ask(packet);
  }
}

void ExpectAnswered(Hub& hub, const Json& exchange) {
  SetFilter(hub, exchange["filter_before"]);
  std::set<std::uint32_t> undefined;
  for (const Json& tag : exchange["undefined"].AsArray()) undefined.insert(static_cast<std::uint32_t>(*tag.Int64()));
  const ByteVector expected = Joined(exchange["reply"]);
  const ByteVector heard = hub.Ask(Joined(exchange["request"]));
  EXPECT_EQ(ToHex(Masked(heard, undefined)), ToHex(Masked(expected, undefined)))
      << exchange["name"].AsString() << ": " << exchange["description"].AsString();
  EXPECT_TRUE(hub.station().connected()) << exchange["name"].AsString();
}

TEST(FloweeServer, AnswersApiBlockChainAndUtilOnTheGenesisBlockAsTheHubDid) {
  const std::set<std::int64_t> asked{service::kApi, service::kBlockChain, service::kUtil};
  std::size_t compared = 0;
  Hub hub(false);
  const Json file = ReadVectorFile("flowee.json");
  for (const Json& exchange : file["exchanges"].AsArray()) {
    if (!asked.contains(ServiceAsked(exchange))) continue;
    ExpectAnswered(hub, exchange);
    ++compared;
  }
  EXPECT_EQ(compared, 16u);
}

TEST(FloweeServer, AnswersApiBlockChainUtilAndUnknownServicesOnTheRecordedChainAsTheHubDid) {
  const std::set<std::int64_t> asked{service::kApi, service::kBlockChain, service::kUtil, 9, 15, service::kHubControl};
  std::size_t compared = 0;
  const Json file = ReadVectorFile("flowee-chain.json");
  for (const Json& exchange : file["exchanges"].AsArray()) {
    if (!asked.contains(ServiceAsked(exchange)) || exchange["unspecified"].AsBool()) continue;
    Hub hub(true);
    ExpectAnswered(hub, exchange);
    ++compared;
  }
  EXPECT_EQ(compared, 281u);
}

TEST(FloweeServer, RefusesReservedApiServicesAndIsSilentToOthersWithoutAHandler) {
  Hub hub(false);
  EXPECT_EQ(ToHex(hub.Ask(vectors::HexBytes("07000806100104"))),
            "20000800100204a213556e737570706f7274656420636f6d6d616e64a806b001");
  EXPECT_EQ(ToHex(hub.Ask(vectors::HexBytes("07000864100004"))), "");
  EXPECT_EQ(ToHex(hub.Ask(vectors::HexBytes("07000902100004"))),
            "20000800100204a213556e737570706f7274656420636f6d6d616e64a902b000");
  EXPECT_TRUE(hub.station().connected());
}

}  // namespace
}  // namespace dragoman::flowee
