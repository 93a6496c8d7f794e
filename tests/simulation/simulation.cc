#include "tests/simulation/simulation.h"

#include <malloc.h>

#include <algorithm>
#include <map>
#include <memory>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "core/dialect/registry.h"
#include "dialects/dialects.h"
#include "dragoman/testing.h"
#include "tests/simulation/tiny_pings.h"
#include "tests/simulation/trace.h"
#include "tests/world/blocks.h"
#include "tests/world/disk.h"
#include "tests/world/life.h"
#include "tests/world/witness.h"

namespace dragoman::simulation {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPort = "1235";
constexpr std::size_t kMiners = 2;

const Dialect& Named(const char* name) {
  static const auto flowee = testing::Registered(flowee::Register);
  static const auto tiny = testing::Registered(tiny::Register);
  return std::string_view(name) == "tiny" ? *tiny->Find(name) : *flowee->Find(name);
}

struct Member {
  std::string name;
  std::string place;
  std::vector<std::string> upstreams;
  world::Disk disk;
  std::unique_ptr<world::Witness> witness;
  std::unique_ptr<world::Life> life;
  bool leaving = false;
};

class World {
 public:
  explicit World(std::uint64_t seed);
  Outcome Run();

 private:
  // --- time ---
  void At(Duration from_now, std::function<void()> work) { agenda_.emplace(host_.Now() + from_now, std::move(work)); }
  void Pass(Duration time);

  // --- the nodes ---
  void Begin(Member& member);
  void Stop(Member& member, Duration down);
  void Kill(Member& member, Duration down);
  bool Runs(const Member& member) const { return member.life != nullptr && !member.leaving; }
  void Mine(Member& miner, const Slice& block);
  void MineOwn(std::size_t miner);
  void MineForEver(std::size_t miner);

  // --- what goes wrong ---
  void Storm();
  void OneThingGoesWrong();
  void Part();
  void HarmDisk(Member& member);
  Member& Any() { return *members_[chance_.Below(members_.size())]; }

  // --- what is found ---
  void Note(const std::string& who, const std::string& what) { trace_.Add(host_.Now(), who, what); }
  void Hear(Member& member, const Event& event);
  void Complain(std::string what) { complaints_.push_back(std::move(what)); }
  void CheckHeights();
  void CheckTips();
  std::string Tips();

  MemoryHost host_;
  Chance chance_;
  Trace trace_;
  world::Blocks blocks_;
  MemoryNetwork network_;
  std::vector<std::unique_ptr<Member>> members_;  // the miners first
  std::unique_ptr<TinyPings> pings_;
  std::multimap<Instant, std::function<void()>> agenda_;
  bool storming_ = true;
  bool mining_ = true;
  int islands_ = 0;
  std::size_t storms_ = 0;
  const std::size_t heap_before_ = HeapInUse();
  std::size_t most_heap_ = 0;
  std::size_t most_link_bytes_ = 0;
  std::vector<std::string> complaints_;
};

// Where a disk's files are differs from run to run.
std::string Anonymous(const world::Disk& disk, std::string text) {
  const std::string& root = disk.root();
  for (std::size_t at; (at = text.find(root)) != std::string::npos;) text.replace(at, root.size(), "DISK");
  return text;
}

MemoryRoads Roads(Chance& chance) {
  MemoryRoads roads;
  roads.least_latency = 1ms;
  roads.most_latency = chance.Between(Duration(5ms), Duration(300ms));
  roads.jitter = chance.Between(Duration(0ms), Duration(100ms));
  roads.piece = chance.OneIn(3) ? chance.Between(1, 1500) : 64 * KiB;
  roads.window = chance.OneIn(3) ? chance.Between(8 * KiB, 32 * KiB) : 256 * KiB;
  return roads;
}

World::World(std::uint64_t seed) : chance_(seed), network_(host_, chance_.Next(), Roads(chance_)) {
  const std::size_t count = kMiners + chance_.Between(3, 6);
  for (std::size_t i = 0; i < count; ++i) {
    auto member = std::make_unique<Member>();
    member->name = (i < kMiners ? "miner" : "node") + std::to_string(i);
    member->place = "10." + std::to_string(i + 1) + ".0.1";
    member->witness = std::make_unique<world::Witness>(member->name, blocks_);
    members_.push_back(std::move(member));
  }
  // Miners follow each other, the others two of those before them. Whom nobody follows is followed by the first miner:
  // a block that a miner has lost, killed before it was committed, is learned again from whoever has heard of it.
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t first = 1 - i;
    if (i >= kMiners) {
      first = chance_.Below(i);
      const std::size_t second = (first + 1 + chance_.Below(i - 1)) % i;
      members_[i]->upstreams.push_back(members_[second]->place + ":" + kPort);
    }
    members_[i]->upstreams.push_back(members_[first]->place + ":" + kPort);
  }
  for (std::size_t i = kMiners; i < count; ++i) {
    const std::string address = members_[i]->place + ":" + kPort;
    const bool followed = std::ranges::any_of(members_, [&address](const auto& member) {
      return std::ranges::count(member->upstreams, address) > 0;
    });
    if (!followed) members_[0]->upstreams.push_back(address);
  }
  pings_ = std::make_unique<TinyPings>(host_, network_, Named("tiny"), [this](const Event& event) {
    Note("tiny", ToJson(event, "tiny").Dump());
  });
}

// What is on the agenda happens between two instants of the host: nodes may be destroyed.
void World::Pass(Duration time) {
  const Instant until = host_.Now() + time;
  for (;;) {
    const bool due = !agenda_.empty() && agenda_.begin()->first <= until;
    const Instant next = due ? agenda_.begin()->first : until;
    // In short steps, to see what is queued meanwhile.
    while (host_.Now() < next) {
      if (!host_.Advance(std::min<Duration>(next - host_.Now(), 1s))) return Complain("the world does not come to rest");
      most_link_bytes_ = std::max(most_link_bytes_, network_.most_bytes());
      most_heap_ = std::max(most_heap_, HeapInUse() - std::min(HeapInUse(), heap_before_));
    }
    if (!due) return;
    const std::function<void()> work = std::move(agenda_.begin()->second);
    agenda_.erase(agenda_.begin());
    work();
  }
}

void World::Begin(Member& member) {
  world::LifeOptions options;
  options.dialect = &Named("flowee");
  options.network = "regtest";
  options.place = member.place;
  options.port = kPort;
  options.upstreams = member.upstreams;
  options.disk = &member.disk;
  options.seed = chance_.Next();
  options.most_disk_time = chance_.Between(Duration(0ms), Duration(50ms));
  options.hear = [this, &member](const Event& event) { Hear(member, event); };
  options.on_lost = [this, &member](const Status& why) {
    Complain(member.name + " has given up an honest peer: " + why.ToString());
  };
  auto life = std::make_unique<world::Life>(host_, network_, std::move(options));
  const Status started = life->Start();
  Note(member.name, "begins: " + Anonymous(member.disk, started.ToString()));
  if (!started.ok()) {
    life.reset();
    At(2s, [this, &member] { Begin(member); });
    return;
  }
  member.life = std::move(life);
  member.disk.Look(true);
  member.witness->Begin(*member.life);
  member.disk.Look(false);
}

void World::Stop(Member& member, Duration down) {
  Note(member.name, "is told to end");
  member.leaving = true;
  member.life->SayGoodbye();
  At(chance_.Between(Duration(1ms), Duration(3s)), [this, &member, down] {
    const Status kept = member.life->End();
    Note(member.name, "has ended: " + Anonymous(member.disk, kept.ToString()));
    member.witness->EndInGoodOrder(kept.ok());
    member.life.reset();
    member.leaving = false;
    At(down, [this, &member] { Begin(member); });
  });
}

void World::Kill(Member& member, Duration down) {
  Note(member.name, "is killed");
  member.life.reset();
  member.witness->Killed();
  At(down, [this, &member] { Begin(member); });
}

void World::Mine(Member& miner, const Slice& block) {
  const Result<chain::Accepted> accepted = miner.life->chain()->Accept(block, std::string());
  Note(miner.name, accepted.ok() ? "mines " + std::to_string(accepted->height) : "cannot mine: " + accepted.status().ToString());
  if (accepted.ok() && accepted->outcome != chain::Outcome::kKnown) miner.witness->Took(accepted->hash);
}

void World::MineOwn(std::size_t number) {
  Member& miner = *members_[number];
  if (!Runs(miner)) return;
  const auto time = static_cast<std::uint32_t>(host_.clock().WallNanos() / 1'000'000'000);
  const std::size_t filling = chance_.OneIn(4) ? chance_.Between(100, 60'000) : 0;
  Mine(miner, blocks_.Mine(miner.life->chain()->tip(), time, static_cast<std::uint8_t>(number + 1), filling));
}

void World::MineForEver(std::size_t number) {
  if (!mining_) return;
  MineOwn(number);
  At(chance_.Between(Duration(500ms), Duration(10s)), [this, number] { MineForEver(number); });
}

void World::Storm() {
  if (!storming_) return;
  OneThingGoesWrong();
  At(chance_.Between(Duration(10ms), Duration(4s)), [this] { Storm(); });
}

void World::OneThingGoesWrong() {
  ++storms_;
  const std::size_t links = network_.links();
  switch (chance_.Below(links == 0 ? 4 : 9)) {
    case 0:
      return Part();
    case 1: {
      Member& member = Any();
      const Duration down = chance_.Between(Duration(0), Duration(20s));
      if (Runs(member)) Kill(member, down);
      return;
    }
    case 2: {
      Member& member = Any();
      const Duration down = chance_.Between(Duration(0), Duration(20s));
      if (Runs(member)) Stop(member, down);
      return;
    }
    case 3:
      return HarmDisk(Any());
    case 4: {
      Member& member = Any();
      Note(member.name, "answers no dials");
      network_.AnswerDials(member.place, false);
      At(chance_.Between(Duration(1s), Duration(40s)), [this, &member] { network_.AnswerDials(member.place, true); });
      return;
    }
    case 5: {
      const std::size_t link = chance_.Below(links);
      Note("link", "falls silent: " + std::to_string(link));
      return network_.Silence(link);
    }
    case 6: {
      const std::size_t link = chance_.Below(links);
      const auto side = chance_.OneIn(2) ? MemoryPair::Side::kConnecting : MemoryPair::Side::kAccepting;
      Note("link", "becomes slow: " + std::to_string(link));
      return network_.Throttle(link, side, chance_.Between(50, 5000));
    }
    default: {
      const std::size_t link = chance_.Below(links);
      Note("link", "is cut: " + std::to_string(link));
      return network_.Cut(link);
    }
  }
}

// Some places by themselves, for a while.
void World::Part() {
  const int island = ++islands_;
  const auto broken = chance_.OneIn(2) ? MemoryNetwork::Broken::kSilent : MemoryNetwork::Broken::kCut;
  const Duration time = chance_.Between(Duration(1s), Duration(60s));
  for (const auto& member : members_) {
    if (!chance_.OneIn(2)) continue;
    Note(member->name, "is on island " + std::to_string(island));
    network_.PutOnIsland(member->place, island, broken);
    At(time, [this, place = member->place] { network_.PutOnIsland(place, 0, MemoryNetwork::Broken::kSilent); });
  }
}

void World::HarmDisk(Member& member) {
  if (chance_.OneIn(2)) {
    Note(member.name, "has a full disk");
    member.disk.FillUp(chance_.Below(20'000));
  } else {
    Note(member.name, "has a bad disk");
    member.disk.FailAt(chance_.Between(1, 200), chance_.OneIn(2));
  }
  At(chance_.Between(Duration(1s), Duration(30s)), [&member] { member.disk.Repair(); });
}

void World::Hear(Member& member, const Event& event) {
  Note(member.name, Anonymous(member.disk, ToJson(event, "flowee:regtest").Dump()));
  member.witness->Hear(event);
  // All are honest. What looks otherwise is an answer that did not come in time.
  if (const auto* violation = std::get_if<event::ProtocolViolation>(&event.body)) {
    if (violation->code != Name(Code::kTimedOut)) {
      Complain(member.name + " blames an honest peer: " + violation->text);
    }
  }
}

Outcome World::Run() {
  if (const Status started = pings_->Start(); !started.ok()) Complain(started.ToString());
  for (const auto& member : members_) {
    At(chance_.Between(Duration(0), Duration(3s)), [this, &member = *member] { Begin(member); });
  }
  // The first miner has a part of the recorded chain already.
  At(3500ms, [this, height = chance_.Between(20, 115)] {
    for (std::size_t i = 1; i <= height; ++i) Mine(*members_[0], blocks_.recorded()[i]);
  });
  At(5s, [this] { Storm(); });
  for (std::size_t i = 0; i < kMiners; ++i) At(6s, [this, i] { MineForEver(i); });
  Pass(chance_.Between(Duration(60s), Duration(180s)));

  storming_ = false;
  mining_ = false;
  Note("world", "is calm");
  for (const auto& member : members_) member->disk.Repair();
  network_.Heal();
  Pass(kCalm);
  CheckHeights();
  MineOwn(0);
  Pass(kLastBlock);
  CheckTips();

  Outcome outcome;
  for (const auto& member : members_) {
    if (!Runs(*member)) {
      Complain(member->name + " does not run");
      continue;
    }
    member->witness->CheckStore(*member->life);
    outcome.height = std::max(outcome.height, member->life->chain()->tip().height);
    outcome.lives += member->witness->lives();
    outcome.undone += member->witness->undone();
    const auto& found = member->witness->complaints();
    complaints_.insert(complaints_.end(), found.begin(), found.end());
  }
  const auto& found = pings_->complaints();
  complaints_.insert(complaints_.end(), found.begin(), found.end());
  if (most_link_bytes_ > kLinkBytes) {
    Complain("a link holds " + std::to_string(most_link_bytes_) + " bytes, more than " + std::to_string(kLinkBytes));
  }
  if (most_heap_ > kWorldBytes) {
    Complain("the world takes " + std::to_string(most_heap_) + " bytes, more than " + std::to_string(kWorldBytes));
  }
  outcome.complaints = complaints_;
  outcome.trace = trace_.hash();
  outcome.events = trace_.lines();
  outcome.storms = storms_;
  outcome.pongs = pings_->pongs();
  outcome.most_link_bytes = most_link_bytes_;
  outcome.most_heap = most_heap_;
  return outcome;
}

std::string World::Tips() {
  std::string text;
  for (const auto& member : members_) {
    text += ' ' + member->name + " at ";
    if (member->life == nullptr) {
      text += "nothing";
      continue;
    }
    const chain::Tip tip = member->life->chain()->tip();
    text += std::to_string(tip.height) + ' ' + ToHexReversed(tip.hash).substr(56);
  }
  return text;
}

// Two chains of one length may stand beside each other: the first that came is followed.
void World::CheckHeights() {
  for (const auto& member : members_) {
    const bool same = member->life != nullptr && members_[0]->life != nullptr &&
                      member->life->chain()->tip().height == members_[0]->life->chain()->tip().height;
    if (!same) return Complain("after the calm not all are at one height:" + Tips());
  }
}

void World::CheckTips() {
  for (const auto& member : members_) {
    const bool same = member->life != nullptr && members_[0]->life != nullptr &&
                      member->life->chain()->tip().hash == members_[0]->life->chain()->tip().hash;
    if (!same) return Complain("the last block has not reached all:" + Tips());
  }
}

}  // namespace

std::size_t HeapInUse() {
  const struct mallinfo2 heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

Outcome Live(std::uint64_t seed) { return World(seed).Run(); }

}  // namespace dragoman::simulation
