#include "dialects/chia/chia.h"

#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/chain_format.h"
#include "dialects/chia/chia_inspector.h"
#include "dialects/chia/flows.h"
#include "dialects/chia/frame.h"

namespace dragoman::chia {

std::vector<NetworkEntry> NetworkList() {
  return {{"mainnet", kMainnetPort},
          {"testnet11", kTestnetPort},
          {"testneta", kTestnetPort},
          {"testnet0", kTestnetPort},
          {"simulator0", kTestnetPort}};
}

Status Register(DialectRegistry& registry) {
  Dialect chia("chia");
  chia.Listen(Transport::kWebSocket, kMainnetPort)
      .Networks(NetworkList())
      .Frame(MakeFrameFramer)
      .Codec(MakeFrameCodec)
      .Chain(MakeChainFormat())
      .Notation({.hex_prefix = true})
      .Inspect(std::make_shared<ChiaInspector>());
  // What one message may weigh depends on the peer: the rate limits say it (gate.h).
  for (const TypeEntry& entry : Types().entries()) {
    if (entry.is_message()) {
      chia.Message(entry.type, entry.message, {.bytes = kMaxFrameBytes}, entry.codec, entry.forms);
    }
  }
  AddFlows(chia);
  return registry.Add(std::move(chia));
}

}  // namespace dragoman::chia
