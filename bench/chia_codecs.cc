// B5: Chia's messages alone: from the bytes of a body to the message's own struct and back, and block ids. Reading checks
// everything about the layout and the spelling of points; whether a point lies on its curve is another matter.
#include <cstdio>
#include <fstream>

#include "bench/benches.h"
#include "bench/measure/allocations.h"
#include "bench/measure/read_block.h"
#include "bench/measure/stopwatch.h"
#include "core/base/hex.h"
#include "dialects/chia/block_hashes.h"
#include "dialects/chia/messages/full_node.h"

namespace dragoman::bench {
namespace {

using namespace chia;  // NOLINT: this file is all about them

// CPU time of the Rust crate chia-protocol on a like machine. Its FullBlock is read with all points put on their curves,
// which is most of its time, so that ours stands beside none.
struct Recorded {
  double decode = 0;
  double encode = 0;
};
constexpr Recorded kNewPeak{35, 210};
constexpr Recorded kPeers{67'000, 19'000};
constexpr Recorded kFullBlock{0, 2'600};
constexpr Recorded kUnknown{};
constexpr double kHeaderHash = 1'400;
constexpr const char* kRecordedName = "chia-protocol (a like machine)";

std::vector<Slice> RecordedBlocks() {
  std::ifstream file(DRAGOMAN_SOURCE_DIR "/tests/data/chia/simulator0-41-blocks.hex");
  std::vector<Slice> blocks;
  for (std::string line; std::getline(file, line);) {
    const Result<ByteVector> block = FromHex(line);
    if (!block.ok()) Stop("a recorded block is not hex");
    blocks.push_back(InReadBlock(*block));
  }
  if (blocks.size() < 32) Stop("tests/data/chia/simulator0-41-blocks.hex does not hold 32 blocks");
  return blocks;
}

class Rows {
 public:
  Rows(const Pace& pace, Report& report) : pace_(pace), report_(report) {}

  // `times` turns make one round.
  template <class Turn>
  void Add(const std::string& what, std::uint64_t times, double recorded, double goal, Turn&& once) {
    if (pace_.quick) times = std::max<std::uint64_t>(1, times / 5);
    const auto turn = [&once](std::uint64_t left) {
      for (; left > 0; --left) once();
    };
    Row row;
    row.bench = "B5";
    row.what = what;
    row.unit = "ns";
    row.value = Summary::Of(NanosEach(pace_, times, turn));
    if (recorded > 0) {
      row.peer = kRecordedName;
      row.peer_value = {recorded, recorded, recorded};
      row.goal = AtMost(recorded / goal);
    }
    const std::uint64_t before = Allocations();
    turn(times);
    char note[48];
    std::snprintf(note, sizeof note, "%.2g allocations",
                  static_cast<double>(Allocations() - before) / static_cast<double>(times));
    row.note = note;
    report_.Add(std::move(row));
  }

  template <class M>
  void Both(const std::string& name, const Slice& body, std::uint64_t times, const Recorded& recorded) {
    const std::string what = name + ", " + std::to_string(body.size()) + " B: ";
    Add(what + "decode, layout only", times, recorded.decode, 1.2, [&body] { Keep(ReadMessage<M>(body)); });
    const Result<M> message = ReadMessage<M>(body);
    if (!message.ok()) Stop(name + " does not decode");
    // Into memory that it takes, as the crate does.
    Add(what + "encode", times, recorded.encode, 1.2, [&] {
      ByteVector out;
      Writer writer(out);
      WriteMessage(*message, writer);
      Keep(out);
    });
  }

 private:
  const Pace& pace_;
  Report& report_;
};

template <class M>
Slice BodyOf(const M& message) {
  ByteVector body;
  Writer out(body);
  WriteMessage(message, out);
  return InReadBlock(body);
}

Slice ThirtyTwo(const std::vector<Slice>& blocks) {
  ByteVector all;
  for (std::size_t i = 0; i < 32; ++i) all.insert(all.end(), blocks[i].begin(), blocks[i].end());
  RespondBlocks message;
  message.end_height = 31;
  message.blocks = List<FullBlock>::Of(32, Slice::Copy(all));
  return BodyOf(message);
}

// Two coins of an ordinary size.
Slice Bundle() {
  CoinSpend spend;
  const ByteVector puzzle = [] {
    ByteVector atom(302, 0x55);
    atom[0] = 0xC1;  // 300 bytes
    atom[1] = 0x2C;
    return atom;
  }();
  spend.puzzle_reveal = Program::Of(Slice::View(puzzle));
  SpendBundle bundle;
  bundle.coin_spends = {spend, spend};
  return BodyOf(bundle);
}

}  // namespace

void ChiaCodecs(const Pace& pace, Report& report) {
  PinToServerCore();
  const std::vector<Slice> blocks = RecordedBlocks();
  Rows rows(pace, report);
  rows.Both<NewPeak>("NewPeak", BodyOf(NewPeak()), 500'000, kNewPeak);

  std::vector<TimestampedPeerInfo> peers(1000);
  for (TimestampedPeerInfo& peer : peers) peer.host = "203.123.113.101";
  RespondPeers respond;
  respond.peer_list = peers;
  const Slice body = BodyOf(respond);
  rows.Both<RespondPeers>("RespondPeers of 1000", body, 2'000, {kPeers.decode, 0});
  rows.Add("RespondPeers of 1000: encode from a thousand structs", 2'000, kPeers.encode, 1.2, [&] {
    RespondPeers built;
    built.peer_list = peers;
    ByteVector out;
    Writer writer(out);
    WriteMessage(built, writer);
    Keep(out);
  });
  const Result<RespondPeers> read = ReadMessage<RespondPeers>(body);
  rows.Add("RespondPeers of 1000: walk", 2'000, 0, 1, [&] {
    for (const TimestampedPeerInfo& peer : read->peer_list) Keep(peer);
  });

  rows.Both<FullBlock>("FullBlock", blocks[20], 50'000, kFullBlock);
  rows.Both<RespondBlocks>("RespondBlocks of 32", ThirtyTwo(blocks), 2'000, kUnknown);
  rows.Both<SpendBundle>("SpendBundle of 2", Bundle(), 200'000, kUnknown);

  const Result<FullBlock> block = ReadMessage<FullBlock>(blocks[20]);
  rows.Add("header hash of a FullBlock", 200'000, kHeaderHash, 1.2, [&] { Keep(HeaderHash(*block)); });
  rows.Add("header hash from the bytes of a block, which are checked", 100'000, 0, 1,
           [&] { Keep(HeaderHash(*ReadMessage<BlockParts>(blocks[20]))); });
}

}  // namespace dragoman::bench
