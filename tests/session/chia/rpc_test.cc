// What the RPC answers, without sockets: a node with the recorded chain, one wallet connected.
#include "dialects/chia/rpc/rpc.h"

#include "core/base/hex.h"
#include "dialects/chia/mempool.h"
#include "dialects/chia/roster.h"
#include "tests/session/chia/wallet_link.h"

namespace dragoman::chia {
namespace {

using namespace std::chrono_literals;
using wallet_tests::HashAt;
using wallet_tests::WalletLink;

class Asked {
 public:
  explicit Asked(const std::vector<Slice>& blocks) : link(blocks) {
    ground_.node = &link.station().node();
    ground_.dial = [this](const std::string& address, std::function<void(Status)> done) {
      dialed = address;
      dial_done = std::move(done);
    };
    ground_.stop = [this] { stopped_after = answers; };
  }

  // The answer's text; empty while there is none.
  std::string Text(const std::string& endpoint, const std::string& request = "{}") {
    const auto text = std::make_shared<std::string>();
    Rpc().handle(ground_, RpcCall{endpoint, *Json::Parse(request)}, [this, text](std::string json) {
      *text = std::move(json);
      ++answers;
    });
    return *text;
  }
  Json Ask(const std::string& endpoint, const std::string& request = "{}") {
    const Result<Json> answer = Json::Parse(Text(endpoint, request));
    EXPECT_TRUE(answer.ok()) << endpoint;
    return answer.ok() ? *answer : Json();
  }
  // "CODE: error"
  std::string Refusal(const std::string& endpoint, const std::string& request) {
    const Json answer = Ask(endpoint, request);
    EXPECT_EQ(answer["success"], Json(false));
    EXPECT_NE(answer.Find("traceback"), nullptr);
    return answer["structuredError"]["code"].AsString() + ": " + answer["error"].AsString();
  }

  WalletLink link;
  std::string dialed;
  std::function<void(Status)> dial_done;
  int answers = 0;
  std::optional<int> stopped_after;

 private:
  RpcGround ground_;
};

std::string Hex(const Hash256& hash) { return "0x" + ToHex(hash); }
std::string With(const std::string& name, const Json& value) {
  Json request;
  request.Set(name, value);
  return request.Dump();
}

std::vector<Slice> Recorded() { return WalletLink::UpTo(40); }

TEST(ChiaRpc, EveryListedEndpointIsARoute) {
  Asked node({});
  const Json answer = node.Ask("get_routes");
  const Json::Array& routes = answer["routes"].AsArray();
  ASSERT_EQ(routes.size(), Rpc().endpoints.size());
  EXPECT_EQ(routes.size(), 14u);
  for (std::size_t i = 0; i < routes.size(); ++i) EXPECT_EQ(routes[i].AsString(), "/" + Rpc().endpoints[i]);
  EXPECT_EQ(node.Text("healthz"), R"({"success":true})");
  EXPECT_TRUE(node.Ask("get_version")["version"].AsString().starts_with("2.7.5+dragoman."));
}

TEST(ChiaRpc, TheNetworkIsNamed) {
  Asked node({});
  EXPECT_EQ(node.Text("get_network_info"),
            R"({"genesis_challenge":"eb8c4d20b322be8d9fddbf9412016bdffe9a2901d7edb0e364e94266d0e095f7",)"
            R"("network_name":"simulator0","network_prefix":"txch","success":true})");
}

TEST(ChiaRpc, ABlockIsGivenByItsHashWithOrWithoutThePrefix) {
  Asked node(Recorded());
  const Json block = node.Ask("get_block", With("header_hash", Hex(HashAt(35))))["block"];
  EXPECT_EQ(block["reward_chain_block"]["height"], Json(35));
  EXPECT_EQ(block["foliage"]["prev_block_hash"], Json(Hex(HashAt(34))));
  EXPECT_EQ(block.AsObject().size(), 14u);
  EXPECT_EQ(node.Ask("get_block", With("header_hash", ToHex(HashAt(35))))["block"], block);
}

TEST(ChiaRpc, BlocksAreGivenUpToTheLastOneWithTheirHashes) {
  Asked node(Recorded());
  const Json some = node.Ask("get_blocks", R"({"start": 3, "end": 6})");
  ASSERT_EQ(some["blocks"].AsArray().size(), 3u);
  EXPECT_EQ(some["blocks"].AsArray()[0]["header_hash"], Json(ToHex(HashAt(3))));
  const Json bare = node.Ask("get_blocks", R"({"start": 38, "end": 4000000000, "exclude_header_hash": true})");
  ASSERT_EQ(bare["blocks"].AsArray().size(), 3u);
  EXPECT_EQ(bare["blocks"].AsArray()[2].Find("header_hash"), nullptr);
  EXPECT_EQ(node.Ask("get_blocks", R"({"start": 6, "end": 3})")["blocks"].AsArray().size(), 0u);
  EXPECT_EQ(node.Ask("get_blocks", R"({"start": 50, "end": 60})")["blocks"].AsArray().size(), 0u);
}

TEST(ChiaRpc, ARecordSaysWhatTheBlockSaysAndNullWhereConsensusWould) {
  Asked node(Recorded());
  const Json record = node.Ask("get_block_record_by_height", R"({"height": 35})")["block_record"];
  EXPECT_EQ(record.AsObject().size(), 25u);
  EXPECT_EQ(record["header_hash"], Json(Hex(HashAt(35))));
  EXPECT_EQ(record["prev_hash"], Json(Hex(HashAt(34))));
  EXPECT_EQ(record["height"], Json(35));
  for (const char* judged : {"sub_slot_iters", "required_iters", "deficit", "sub_epoch_summary_included"}) {
    ASSERT_NE(record.Find(judged), nullptr) << judged;
    EXPECT_TRUE(record[judged].is_null()) << judged;
  }
  EXPECT_EQ(node.Ask("get_block_record", With("header_hash", Hex(HashAt(35))))["block_record"], record);
}

TEST(ChiaRpc, ARecordHasTheHashesOfTheSubSlotsThatItsBlockEnds) {
  Asked node(Recorded());
  const FullBlock first = wallet_tests::Recorded(0);
  ASSERT_FALSE(first.finished_sub_slots.empty());
  const Json record = node.Ask("get_block_record_by_height", R"({"height": 0})")["block_record"];
  ASSERT_EQ(record["finished_challenge_slot_hashes"].AsArray().size(), first.finished_sub_slots.size());
  EXPECT_EQ(record["finished_challenge_slot_hashes"].AsArray()[0], Json(Hex(HashOf(first.finished_sub_slots.begin()->challenge_chain))));
  EXPECT_EQ(record["finished_reward_slot_hashes"].AsArray()[0], Json(Hex(HashOf(first.finished_sub_slots.begin()->reward_chain))));
  EXPECT_EQ(record["prev_transaction_block_height"], Json(0));
}

TEST(ChiaRpc, WhereTheFirstBlockEndsNoSubSlotTheGenesisChallengeStandsForOne) {
  FullBlock first = wallet_tests::Recorded(0);
  first.finished_sub_slots = {};
  Asked node({wallet_tests::Raw(first)});
  const Json record = node.Ask("get_block_record_by_height", R"({"height": 0})")["block_record"];
  const Json::Array genesis{Json("0xeb8c4d20b322be8d9fddbf9412016bdffe9a2901d7edb0e364e94266d0e095f7")};
  EXPECT_EQ(record["finished_challenge_slot_hashes"], Json(genesis));
  EXPECT_EQ(record["finished_reward_slot_hashes"], Json(genesis));
  EXPECT_TRUE(record["finished_infused_challenge_slot_hashes"].is_null());
}

TEST(ChiaRpc, WhatIsNotThereIsToldWithItsCode) {
  Asked node(Recorded());
  const std::string ones(64, '1');
  EXPECT_EQ(node.Refusal("get_block", With("header_hash", ones)), "BLOCK_NOT_FOUND: Block " + ones + " not found");
  EXPECT_EQ(node.Ask("get_block", With("header_hash", ones))["structuredError"]["data"]["header_hash"], Json(ones));
  EXPECT_EQ(node.Refusal("get_block_record", With("header_hash", "0x" + ones)),
            "BLOCK_DOES_NOT_EXIST: Block " + ones + " does not exist");
  EXPECT_EQ(node.Refusal("get_block_record_by_height", R"({"height": 41})"),
            "BLOCK_HEIGHT_NOT_FOUND: Block height 41 not found in chain");
}

TEST(ChiaRpc, WhatTheRequestLeavesOutIsToldWithItsCode) {
  Asked node(Recorded());
  EXPECT_EQ(node.Refusal("get_block", "{}"), "NO_HEADER_HASH_IN_REQUEST: No header_hash in request");
  EXPECT_EQ(node.Refusal("get_block_record", "{}"), "HEADER_HASH_NOT_IN_REQUEST: header_hash not in request");
  EXPECT_EQ(node.Refusal("get_block_record_by_height", "{}"), "NO_HEIGHT_IN_REQUEST: No height in request");
  EXPECT_EQ(node.Refusal("get_blocks", R"({"end": 1})"), "NO_START_IN_REQUEST: No start in request");
  EXPECT_EQ(node.Refusal("get_blocks", R"({"start": 1})"), "NO_END_IN_REQUEST: No end in request");
}

TEST(ChiaRpc, WhatMakesNoSenseIsRefusedWithAReason) {
  Asked node(Recorded());
  EXPECT_EQ(node.Refusal("get_block", R"({"header_hash": "11"})"), "UNKNOWN: header_hash: must be 32 bytes in hex");
  EXPECT_EQ(node.Refusal("get_block", R"({"header_hash": 5})"), "UNKNOWN: header_hash: must be 32 bytes in hex");
  EXPECT_EQ(node.Refusal("get_blocks", R"({"start": -1, "end": 2})"),
            "UNKNOWN: start: must be an integer from 0 to 4294967295");
  EXPECT_EQ(node.Refusal("get_connections", R"({"node_type": 9})"), "UNKNOWN: 9 is not a valid NodeType");
  EXPECT_EQ(node.Refusal("healthz", "[]"), "UNKNOWN: the request must be a JSON object, such as {}");
  EXPECT_EQ(node.Refusal("open_connection", R"({"host": "", "port": 1})"), "UNKNOWN: host: must be a name or an address");
  EXPECT_EQ(node.Refusal("open_connection", R"({"host": "h", "port": 65536})"),
            "UNKNOWN: port: must be an integer from 1 to 65535");
}

TEST(ChiaRpc, TheStateOfAnEmptyNodeHasNoPeak) {
  Asked node({});
  const Json state = node.Ask("get_blockchain_state")["blockchain_state"];
  EXPECT_EQ(state.AsObject().size(), 14u);
  EXPECT_TRUE(state["peak"].is_null());
  EXPECT_TRUE(state["difficulty"].is_null());
  EXPECT_EQ(state["mempool_size"], Json(0));
}

TEST(ChiaRpc, TheStateTellsPeakDifficultyAndPace) {
  Asked node(Recorded());
  const Json state = node.Ask("get_blockchain_state")["blockchain_state"];
  EXPECT_EQ(state["peak"], node.Ask("get_block_record_by_height", R"({"height": 40})")["block_record"]);
  EXPECT_EQ(state["difficulty"], Json(1024));
  EXPECT_TRUE(state["space"].is_null());
  EXPECT_TRUE(state["sub_slot_iters"].is_null());
  const auto stamp = [](std::size_t height) {
    return static_cast<std::int64_t>(wallet_tests::Recorded(height).foliage_transaction_block->timestamp);
  };
  EXPECT_EQ(state["average_block_time"], Json((stamp(40) - stamp(1)) / 39));
  EXPECT_EQ(state["sync"].Dump(), R"({"sync_mode":false,"sync_progress_height":0,"sync_tip_height":0,"synced":true})");
  EXPECT_EQ(state["node_id"].AsString().size(), 64u);
}

TEST(ChiaRpc, TransactionsAreListedById) {
  Asked node({});
  Hash256 id{};
  id.fill(7);
  const Context& context = node.link.station().node().context();
  context.commons->Get<Mempool>().Add(id, Slice::Copy(ByteVector(100)), {.cost = 5, .fees = 3}, context.clock->Now());
  EXPECT_EQ(node.Text("get_all_mempool_tx_ids"), R"({"success":true,"tx_ids":[")" + Hex(id) + "\"]}");
  const Json state = node.Ask("get_blockchain_state")["blockchain_state"];
  EXPECT_EQ(state["mempool_size"], Json(1));
  EXPECT_EQ(state["mempool_cost"], Json(5));
  EXPECT_EQ(state["mempool_fees"], Json(3));
}

TEST(ChiaRpc, AConnectionIsListedWithWhatIsKnownOfIt) {
  Asked node(Recorded());
  const Json answer = node.Ask("get_connections");
  ASSERT_EQ(answer["connections"].AsArray().size(), 1u);
  const Json& link = answer["connections"].AsArray()[0];
  EXPECT_EQ(link.AsObject().size(), 13u);
  EXPECT_EQ(link["type"], Json(6));
  EXPECT_EQ(link["peer_host"], Json("9.8.7.6"));
  EXPECT_EQ(link["peer_port"], Json(50000));
  EXPECT_GT(*link["bytes_read"].Int64(), 0);
  EXPECT_GT(*link["bytes_written"].Int64(), 0);
  EXPECT_TRUE(link["peak_hash"].is_null());
  EXPECT_EQ(node.Ask("get_connections", R"({"node_type": 6})")["connections"].AsArray().size(), 1u);
  EXPECT_EQ(node.Ask("get_connections", R"({"node_type": 1})")["connections"].AsArray().size(), 0u);
}

TEST(ChiaRpc, AConnectionIsClosedWith1000AndWithoutABan) {
  Asked node(Recorded());
  const Json link = node.Ask("get_connections")["connections"].AsArray().at(0);
  EXPECT_EQ(node.Text("close_connection", With("node_id", link["node_id"])), R"({"success":true})");
  node.link.station().Settle();
  EXPECT_EQ(node.link.end(), "1000 0");
  const std::string ones(64, '1');
  EXPECT_EQ(node.Refusal("close_connection", With("node_id", ones)),
            "UNKNOWN: Connection with node_id " + ones + " does not exist");
}

TEST(ChiaRpc, OpeningAConnectionAnswersAfterTheHandshake) {
  Asked node({});
  EXPECT_EQ(node.Text("open_connection", R"({"host": "::1", "port": 8444})"), "");
  EXPECT_EQ(node.dialed, "[::1]:8444");
  EXPECT_EQ(node.answers, 0);
  node.dial_done(Ok());
  EXPECT_EQ(node.answers, 1);
}

TEST(ChiaRpc, AConnectionThatFailsIsToldWithItsReasonAndNoStructuredError) {
  Asked node({});
  std::string told;
  RpcGround ground;
  ground.node = &node.link.station().node();
  ground.dial = [](const std::string&, const std::function<void(Status)>& done) {
    done(Status(Code::kUnreachable, "nobody listens there"));
  };
  Rpc().handle(ground, RpcCall{"open_connection", *Json::Parse(R"({"host": "127.0.0.1", "port": 1})")},
               [&told](std::string json) { told = std::move(json); });
  EXPECT_EQ(told, R"({"error":"could not connect to PeerInfo(_ip=127.0.0.1, _port=1): nobody listens there","success":false})");
}

TEST(ChiaRpc, StoppingAnswersFirst) {
  Asked node({});
  EXPECT_EQ(node.Text("stop_node"), R"({"success":true})");
  EXPECT_EQ(node.stopped_after, 1);
}

}  // namespace
}  // namespace dragoman::chia
