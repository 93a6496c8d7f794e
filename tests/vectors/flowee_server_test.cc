// What the recorded Hub answered, our server answers with the same bytes.
#include "dialects/flowee/messages/block_chain_tags.h"
#include "tests/vectors/flowee_compare.h"
#include "tests/vectors/flowee_hub.h"

namespace dragoman::flowee {
namespace {

using vectors::Joined;
using vectors::Masked;
using vectors::ReadVectorFile;

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

// SendTransaction as it was asked, without header tag 10: synchronous.
ByteVector Synchronous(const Json& exchange) {
  const ByteVector request = Joined(exchange["request"]);
  return vectors::Packet([&request](Writer& out) {
    TokenReader tokens(Bytes(request).subspan(2));
    while (tokens.Next()) {
      if (tokens.token().tag != 10) PutToken(out, tokens.token());
    }
  });
}

// On one connection: what is asked of the filter rests on what was asked before.
TEST(FloweeServer, AnswersEveryExchangeOnTheGenesisBlockAsTheHubDid) {
  Hub hub(false);
  const Json file = ReadVectorFile("flowee.json");
  for (const Json& exchange : file["exchanges"].AsArray()) ExpectAnswered(hub, exchange);
  EXPECT_EQ(file["exchanges"].AsArray().size(), 34u);
}

// Each on a node of its own.
TEST(FloweeServer, AnswersEveryExchangeOnTheRecordedChainAsTheHubDid) {
  std::size_t compared = 0;
  const Json file = ReadVectorFile("flowee-chain.json");
  for (const Json& exchange : file["exchanges"].AsArray()) {
    if (exchange["unspecified"].AsBool()) continue;
    Hub hub(true);
    if (exchange["name"].AsString() == "send_coinbase_async") hub.Ask(Synchronous(exchange));
    ExpectAnswered(hub, exchange);
    ++compared;
  }
  EXPECT_EQ(compared, 347u);
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
