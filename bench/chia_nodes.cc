// What a new connection and a block asked for cost a node of Chia: our program beside the real one, both on the first core,
// with the same chain, asked over TLS by the same peer in turn. The floor of a connection is OpenSSL's own handshake.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <thread>

#include <csignal>

#include "bench/benches.h"
#include "bench/drive/chia_client.h"
#include "bench/servers/servers.h"
#include "core/base/hex.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::bench {
namespace {

constexpr const char* kOurs = "dragoman";
constexpr const char* kReal = "chia-blockchain";
constexpr const char* kFloor = "OpenSSL";

// --- the driver, next to the nodes -------------------------------------------------------------------------------------

constexpr std::size_t kDialers = 4;
constexpr std::size_t kInFlight = 64;

struct Asked {
  std::string name;
  std::uint16_t port = 0;
  pid_t pid = -1;
};

// What one round gave: things done, the CPU time of the server for each.
struct Turn {
  double done = 0;
  double took = 0;
  double server = 0;
  double driver = 0;
};

template <class Work>
Turn Timed(const Asked& node, Work&& work) {
  Turn turn;
  const double cpu = CpuNanosOf(node.pid);
  const double own = OwnCpuNanos();
  const double wall = WallNanos();
  turn.done = static_cast<double>(work());
  turn.took = WallNanos() - wall;
  turn.server = CpuNanosOf(node.pid) - cpu;
  turn.driver = OwnCpuNanos() - own;
  return turn;
}

void Print(const char* what, const Asked& node, const Turn& turn) {
  std::printf("%s %s %.1f %.1f %.3f %.3f\n", what, node.name.c_str(), turn.server / turn.done, turn.done / turn.took * 1e9,
              turn.server / turn.took, turn.driver / turn.took);
  std::fflush(stdout);
}

// Several at a time dial, introduce themselves and leave; each with a certificate of its own, as a node keeps one
// connection with each.
std::uint64_t Dial(const Asked& node, double seconds, const std::vector<std::unique_ptr<ChiaLeaf>>& leaves) {
  std::atomic<std::uint64_t> done{0};
  const double end = WallNanos() + seconds * 1e9;
  std::vector<std::thread> dialers;
  for (const auto& leaf : leaves) {
    dialers.emplace_back([&node, &leaf, &done, end] {
      while (WallNanos() < end) {
        ChiaClient client(node.port, *leaf);
        if (node.name == kFloor) {
          client.LeaveTls();
        } else {
          client.Shake();
          client.Leave();
        }
        ++done;
      }
    });
  }
  for (std::thread& dialer : dialers) dialer.join();
  return done;
}

std::vector<ByteVector> RecordedBlocks() {
  std::ifstream file(DRAGOMAN_SOURCE_DIR "/tests/data/chia/simulator0-41-blocks.hex");
  std::vector<ByteVector> blocks;
  for (std::string line; std::getline(file, line);) blocks.push_back(*FromHex(line));
  return blocks;
}

// Asks one node for its blocks, always so many questions ahead, and compares every byte of the answers.
class BlockReader {
 public:
  BlockReader(const Asked& node, const ChiaLeaf& leaf, const std::vector<ByteVector>& blocks)
      : blocks_(blocks), client_(node.port, leaf), asked_(65536) {
    client_.Shake();
  }

  std::uint64_t Run(double seconds) {
    const double end = WallNanos() + seconds * 1e9;
    std::uint64_t answers = 0;
    Ask(kInFlight);
    for (std::size_t under_way = kInFlight; under_way > 0;) {
      std::size_t heard = 0;
      do {
        heard += Hear() ? 1 : 0;
      } while (client_.HasHeard());
      answers += heard;
      under_way -= heard;
      if (heard == 0 || WallNanos() >= end) continue;
      Ask(heard);
      under_way += heard;
    }
    return answers;
  }

 private:
  void Ask(std::size_t count) {
    requests_.clear();
    for (; count > 0; --count) {
      const auto height = static_cast<std::uint32_t>(turn_++ % blocks_.size());
      asked_[++id_] = height + 1;
      const std::uint8_t body[] = {0, 0, 0, static_cast<std::uint8_t>(height), 1};
      AddMaskedFrame(requests_, chia::RequestBlock::kType, id_, body);
    }
    client_.Say(requests_);
  }

  // Whether it was an answer: a node says other things, too.
  bool Hear() {
    const ChiaMessage message = client_.Hear();
    if (message.header.type == chia::RejectBlock::kType) Stop("the node rejects a block that it has");
    if (message.header.type != chia::RespondBlock::kType) return false;
    std::uint32_t& asked = asked_[message.header.id.value_or(0)];
    if (asked == 0) Stop("the node answers what nobody asked");
    if (!std::ranges::equal(message.body, blocks_[asked - 1])) Stop("a block differs from what it must be");
    asked = 0;
    return true;
  }

  const std::vector<ByteVector>& blocks_;
  ChiaClient client_;
  std::vector<std::uint32_t> asked_;  // by id: height + 1, 0 for none
  ByteVector requests_;
  std::uint16_t id_ = 0;
  std::uint64_t turn_ = 0;
};

// --- the report --------------------------------------------------------------------------------------------------------

struct Heard {
  std::map<std::string, std::map<std::string, Rounds>> rounds;  // by what was done, by whom
  std::vector<std::string> skipped;
};

Heard RunNodes(const Pace& pace) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  const std::string command = "python3 '" DRAGOMAN_SOURCE_DIR "/bench/chia_nodes.py' '" + self + "' drive-chia-nodes " +
                              std::to_string(pace.rounds()) + ' ' + std::to_string(2 * pace.seconds());
  std::FILE* output = ::popen(command.c_str(), "r");
  if (output == nullptr) Stop("no process");
  Heard heard;
  char buffer[512];
  while (std::fgets(buffer, sizeof buffer, output) != nullptr) {
    std::istringstream words(buffer);
    std::string what;
    std::string who;
    double cpu = 0;
    double rate = 0;
    double server = 0;
    double driver = 0;
    words >> what;
    if (what == "skip") {
      std::string why;
      std::getline(words >> std::ws, why);
      heard.skipped.push_back(why);
    } else if (words >> who >> cpu >> rate >> server >> driver) {
      Rounds& rounds = heard.rounds[what][who];
      rounds.cpu.push_back(cpu);
      rounds.per_second.push_back(rate);
      rounds.server_busy.push_back(server);
      rounds.driver_busy.push_back(driver);
    }
  }
  if (::pclose(output) != 0) Stop("bench/chia_nodes.py has failed");
  return heard;
}

Row Cost(const std::string& what, const Rounds& ours, const char* peer, const Rounds& theirs, std::optional<Goal> goal) {
  Row row;
  row.bench = "chia";
  row.what = what + ", server CPU";
  row.unit = "us";
  const auto micros = [](std::vector<double> nanos) {
    for (double& each : nanos) each /= 1000;
    return Summary::Of(std::move(nanos));
  };
  row.value = micros(ours.cpu);
  row.peer = peer;
  row.peer_value = micros(theirs.cpu);
  row.ratio = Ratio(ours.cpu, theirs.cpu);
  row.goal = goal;
  return row;
}

Row Speed(const std::string& what, const Rounds& ours, const Rounds* theirs) {
  Row row;
  row.bench = "chia";
  row.what = what + ", a second";
  row.unit = "/s";
  row.value = Summary::Of(ours.per_second);
  if (theirs != nullptr) {
    row.peer = kReal;
    row.peer_value = Summary::Of(theirs->per_second);
    row.ratio = Ratio(ours.per_second, theirs->per_second);
  }
  char note[96];
  std::snprintf(note, sizeof note, "our node has %.0f %% of its core, the driver %.0f %% of the other",
                Summary::Of(ours.server_busy).median * 100, Summary::Of(ours.driver_busy).median * 100);
  row.note = note;
  return row;
}

}  // namespace

int DriveChiaNodes(int count, char** words) {
  if (count < 5 || (count - 2) % 3 != 0) Stop("drive-chia-nodes ROUNDS SECONDS NAME PORT PID...");
  ::signal(SIGPIPE, SIG_IGN);
  const int rounds = std::atoi(words[0]);
  const double seconds = std::atof(words[1]);
  std::vector<Asked> nodes;
  for (int i = 2; i < count; i += 3)
    nodes.push_back({words[i], static_cast<std::uint16_t>(std::atoi(words[i + 1])), std::atoi(words[i + 2])});

  const std::vector<ByteVector> blocks = RecordedBlocks();
  const ServerProcess floor(ServeBareChiaTls);
  PinToDriverCore();
  std::vector<std::unique_ptr<ChiaLeaf>> leaves;
  for (std::size_t i = 0; i < kDialers; ++i) leaves.push_back(std::make_unique<ChiaLeaf>());
  std::vector<Asked> dialed = nodes;
  dialed.push_back({kFloor, floor.port(), floor.pid()});
  for (int round = -1; round < rounds; ++round) {
    for (const Asked& node : dialed) {
      const Turn turn = Timed(node, [&] { return Dial(node, seconds, leaves); });
      if (round >= 0) Print("connection", node, turn);
    }
  }

  const ChiaLeaf leaf;
  std::vector<std::unique_ptr<BlockReader>> readers;
  for (const Asked& node : nodes) readers.push_back(std::make_unique<BlockReader>(node, leaf, blocks));
  for (int round = -1; round < rounds; ++round) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Turn turn = Timed(nodes[i], [&] { return readers[i]->Run(seconds); });
      if (round >= 0) Print("block", nodes[i], turn);
    }
  }
  return 0;
}

void ChiaNodes(const Pace& pace, Report& report) {
  Heard heard = RunNodes(pace);
  for (const std::string& why : heard.skipped) report.Skip("chia: beside the real node", why);
  auto& dialed = heard.rounds["connection"];
  auto& asked = heard.rounds["block"];
  if (dialed[kOurs].cpu.empty() || asked[kOurs].cpu.empty()) Stop("bench/chia_nodes.py has measured nothing");
  const std::string connection = "new connection: TLS with both certificates, upgrade, Handshake";
  const std::string block = "request_block, 64 ahead on one connection";
  report.Add(Cost(connection, dialed[kOurs], "OpenSSL's handshake alone", dialed[kFloor], std::nullopt));
  const bool beside = !asked[kReal].cpu.empty();
  if (beside) report.Add(Cost(connection, dialed[kOurs], kReal, dialed[kReal], std::nullopt));
  report.Add(Speed("new connections", dialed[kOurs], beside ? &dialed[kReal] : nullptr));
  if (beside) report.Add(Cost(block, asked[kOurs], kReal, asked[kReal], AtMost(0.1)));
  report.Add(Speed(block, asked[kOurs], beside ? &asked[kReal] : nullptr));
}

}  // namespace dragoman::bench
