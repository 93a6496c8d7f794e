// B5: Chia's messages alone, beside the network's own Rust crate on the same bytes in the same run.
//
// The crate cannot read a block or a bundle without decompressing its points, which is most of its time. Ours reads the
// layout (and how points are spelled) first and looks at points where an object is accepted. So there are two rows: layout
// only, which is not compared, and with all points on their curves and in their subgroups, which is what the crate does.
#include <cstdio>
#include <fstream>

#include "bench/benches.h"
#include "bench/measure/allocations.h"
#include "bench/measure/read_block.h"
#include "bench/measure/stopwatch.h"
#include "bench/servers/chia_protocol.h"
#include "core/base/hex.h"
#include "dialects/chia/block_hashes.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/object_points.h"

namespace dragoman::bench {
namespace {

using namespace chia;  // NOLINT: this file is all about them

// QUALITY: a view is three times as fast as the reference's own codec, what owns its bytes 1.2 times.
constexpr double kView = 3;
constexpr double kOwned = 1.2;

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

// What the crate does for the same end; a goal only where it is the same work.
struct Against {
  const char* operation = nullptr;  // null: nothing
  double times_as_fast = 0;         // 0: stands beside, not compared
  const char* name = "chia-protocol";
};
constexpr Against kNothing{};

class Rows {
 public:
  Rows(const Pace& pace, Report& report) : pace_(pace), report_(report), crate_(ChiaProtocolCrate::Start()) {
    if (crate_ == nullptr)
      report.Skip("B5 against the Rust crate chia-protocol", "it is not built, as there is no cargo or it failed");
  }

  // Of these bytes the following rows are.
  void About(const char* message, const Slice& body) {
    name_ = message;
    bytes_ = body.size();
    if (crate_ != nullptr) crate_->Take(message, body.bytes());
  }

  // `times` turns make one round.
  template <class Turn>
  void Add(const std::string& what, std::uint64_t times, const Against& against, Turn&& once) {
    if (pace_.quick) times = std::max<std::uint64_t>(1, times / 5);
    const auto turn = [&once](std::uint64_t left) {
      for (; left > 0; --left) once();
    };
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = -1; round < pace_.rounds(); ++round) {
      const double before = OwnCpuNanos();
      turn(times);
      const double spent = OwnCpuNanos() - before;
      if (round >= 0) ours.push_back(spent / static_cast<double>(times));
      if (crate_ == nullptr || against.operation == nullptr) continue;
      // Where the work is not the same a round of theirs need not take seconds.
      const std::uint64_t turns = against.times_as_fast > 0 ? times : std::max<std::uint64_t>(1, times / 100);
      const double nanos = crate_->Turn(against.operation, turns);
      if (round >= 0) theirs.push_back(nanos / static_cast<double>(turns));
    }
    Row row;
    row.bench = "B5";
    row.what = name_ + ", " + std::to_string(bytes_) + " B: " + what;
    row.unit = "ns";
    row.value = Summary::Of(ours);
    if (!theirs.empty()) {
      row.peer = against.name;
      row.peer_value = Summary::Of(theirs);
      if (against.times_as_fast > 0) {
        row.ratio = Ratio(ours, theirs);
        row.goal = AtMost(1 / against.times_as_fast);
      }
    }
    const std::uint64_t before = Allocations();
    turn(times);
    char note[48];
    std::snprintf(note, sizeof note, "%.2g allocations",
                  static_cast<double>(Allocations() - before) / static_cast<double>(times));
    row.note = note;
    report_.Add(std::move(row));
  }

  // All numbers and hashes: the struct owns what it was read from.
  template <class M>
  void FixedSize(const char* name, const Slice& body, std::uint64_t times) {
    About(name, body);
    Add("read", times, {"parse", kOwned}, [&body] { Keep(ReadMessage<M>(body)); });
    Write<M>(body, times);
  }

  // With a list or bytes, which stay where they were read.
  template <class M>
  void Viewed(const char* name, const Slice& body, std::uint64_t times) {
    About(name, body);
    Add("read to a view", times, {"parse", kView}, [&body] { Keep(ReadMessage<M>(body)); });
    Add("read to what owns its bytes", times, {"parse", kOwned}, [&body] { Keep(ReadMessage<M>(Slice::Copy(body.bytes()))); });
    Write<M>(body, times);
  }

  template <class M, class Check>
  void WithPoints(const char* name, const Slice& body, std::uint64_t times, Check&& check) {
    About(name, body);
    Add("read, layout only", times, {"parse", 0, "chia-protocol, with all points (not the same work)"},
        [&body] { Keep(ReadMessage<M>(body)); });
    Add("read, and its points are checked", std::max<std::uint64_t>(1, times / 50),
        {"parse", kOwned, "chia-protocol, which decompresses them too"}, [&] {
          const Result<M> message = ReadMessage<M>(body);
          if (!message.ok() || !check(*message)) Stop("a point is refused");
        });
    Write<M>(body, times);
  }

  template <class M>
  void Write(const Slice& body, std::uint64_t times) {
    const Result<M> message = ReadMessage<M>(body);
    if (!message.ok()) Stop(name_ + " does not decode");
    // Into memory that it takes, as the crate does.
    Add("write", times, {"write", kOwned}, [&] {
      ByteVector out;
      Writer writer(out);
      WriteMessage(*message, writer);
      Keep(out);
    });
  }

 private:
  const Pace& pace_;
  Report& report_;
  const std::unique_ptr<ChiaProtocolCrate> crate_;
  std::string name_;
  std::size_t bytes_ = 0;
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

// Two coins of an ordinary size, and a signature that is a point like any other.
Slice Bundle(const FullBlock& block) {
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
  bundle.aggregated_signature = block.foliage.foliage_block_data_signature;
  return BodyOf(bundle);
}

void PeersOfAThousand(Rows& rows) {
  std::vector<TimestampedPeerInfo> peers(1000);
  for (TimestampedPeerInfo& peer : peers) peer.host = "203.123.113.101";
  RespondPeers respond;
  respond.peer_list = peers;
  const Slice body = BodyOf(respond);
  rows.Viewed<RespondPeers>("RespondPeers", body, 2'000);

  struct Owned {
    std::string host;
    std::uint16_t port = 0;
    std::uint64_t timestamp = 0;
  };
  rows.Add("read to a vector of a thousand structs with strings", 2'000, {"parse", kOwned}, [&body] {
    const Result<RespondPeers> read = ReadMessage<RespondPeers>(body);
    std::vector<Owned> all;
    all.reserve(1000);
    for (const TimestampedPeerInfo& peer : read->peer_list)
      all.push_back({std::string(peer.host.view()), peer.port, peer.timestamp});
    Keep(all);
  });
  rows.Add("write, from a vector of a thousand structs", 2'000, {"write", kOwned}, [&peers] {
    RespondPeers built;
    built.peer_list = peers;
    ByteVector out;
    Writer writer(out);
    WriteMessage(built, writer);
    Keep(out);
  });
}

}  // namespace

void ChiaCodecs(const Pace& pace, Report& report) {
  PinToServerCore();
  const std::vector<Slice> blocks = RecordedBlocks();
  const Result<FullBlock> block = ReadMessage<FullBlock>(blocks[20]);
  if (!block.ok()) Stop("a recorded block does not decode");
  Rows rows(pace, report);
  rows.FixedSize<NewPeak>("NewPeak", BodyOf(NewPeak()), 500'000);
  PeersOfAThousand(rows);
  rows.WithPoints<FullBlock>("FullBlock", blocks[20], 50'000, [](const FullBlock& one) { return CheckPoints(one).ok(); });
  rows.Add("header hash", 200'000, {"header-hash", kOwned}, [&] { Keep(HeaderHash(*block)); });
  rows.Add("header hash from the bytes, which are checked", 100'000, kNothing,
           [&] { Keep(HeaderHash(*ReadMessage<BlockParts>(blocks[20]))); });
  rows.WithPoints<RespondBlocks>("RespondBlocks", ThirtyTwo(blocks), 1'000, [](const RespondBlocks& all) {
    for (const FullBlock& one : all.blocks) {
      if (!CheckPoints(one).ok()) return false;
    }
    return true;
  });
  rows.WithPoints<SpendBundle>("SpendBundle", Bundle(*block), 100'000, [](const SpendBundle& one) { return CheckPoints(one).ok(); });
}

}  // namespace dragoman::bench
