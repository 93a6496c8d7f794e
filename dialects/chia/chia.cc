#include "dialects/chia/chia.h"

#include "dialects/chia/authority.h"
#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/chain_format.h"
#include "dialects/chia/chia_inspector.h"
#include "dialects/chia/flows.h"
#include "dialects/chia/frame.h"
#include "dialects/chia/rpc/rpc.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {

std::vector<NetworkEntry> NetworkList() {
  return {{"mainnet", kMainnetPort},
          {"testnet11", kTestnetPort},
          {"testneta", kTestnetPort},
          {"testnet0", kTestnetPort},
          {"simulator0", kTestnetPort}};
}

namespace {

// wire/chia.md 3.
TlsRule Tls() {
  TlsRule rule;
  rule.authority_certificate = kAuthorityCertificate;
  rule.authority_key = kAuthorityKey;
  rule.common_name = "Chia";
  rule.organisation = "Chia";
  rule.unit = "Organic Farming Division";
  rule.dns = "chia.net";
  rule.dials_older = true;
  return rule;
}

// wire/chia.md 15.5.
std::vector<GossipRule> Seeders() {
  GossipRule mainnet;
  mainnet.network = "mainnet";
  mainnet.dns = {"dns-introducer.chia.net", "chia.ctrlaltdel.ch", "seeder.dexie.space",
                 "chia.hoffmang.com",       "seeder.xchpool.org", "seeder.xchseeder.com"};
  mainnet.introducer = "introducer.chia.net:8444";
  return {mainnet};
}

// wire/chia.md 2.
WebSocketRule Messages() {
  WebSocketRule rule;
  rule.path = "/ws";
  rule.largest = kMaxFrameBytes;
  rule.ping_every = std::chrono::seconds(60);
  rule.pong_within = std::chrono::seconds(30);
  rule.text_refused = verdict::kUnsuitable;
  rule.turned_away = [](std::string_view host) {
    return "403: Peer " + std::string(host) + " is banned, refusing connection";
  };
  return rule;
}

}  // namespace

Status Register(DialectRegistry& registry) {
  Dialect chia("chia");
  chia.Listen(Transport::kWebSocket, kMainnetPort)
      .Secure(Tls())
      .WebSocket(Messages())
      .Gossip(Seeders())
      .Settings({"outbound", "max_peers", "fork2_height", "rate_limits"})
      .Networks(NetworkList())
      .Frame(MakeFrameFramer)
      .Codec(MakeFrameCodec)
      .Chain(MakeChainFormat())
      .Notation({.hex_prefix = true})
      .Inspect(std::make_shared<ChiaInspector>())
      .Rpc(Rpc());
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
