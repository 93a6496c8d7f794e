// B6: a million mixed messages to 64 flows, framing and decoding included, against as many readers
// of asio channels that get their messages ready made.
#include <array>
#include <random>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/experimental/channel.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

#include "bench/benches.h"
#include "bench/measure/read_block.h"
#include "bench/measure/stopwatch.h"
#include "dragoman/dialect.h"
#include "dragoman/testing.h"

namespace dragoman::bench {
namespace {

constexpr std::size_t kFlows = 64;
// As many as a read block holds, over and over again.
constexpr std::size_t kItems = 5000;
constexpr std::size_t kRepeats = 200;
constexpr std::size_t kMessages = kItems * kRepeats;

using Sums = std::array<std::uint64_t, kFlows>;

constexpr auto kNames = [] {
  std::array<std::array<char, 2>, kFlows> names{};
  for (std::size_t i = 0; i < kFlows; ++i) {
    names[i] = {static_cast<char>('a' + i / 8), static_cast<char>('0' + i % 8)};
  }
  return names;
}();

template <std::size_t N>
struct Mixed {
  static constexpr auto kType = static_cast<std::uint8_t>(N);
  static constexpr std::string_view kName{kNames[N].data(), 2};
  std::uint64_t number = 0;
  static void Fields(auto& visit, auto& m) { visit("number", m.number); }
};

template <std::size_t N>
Task<Status> AddUp(Peer& peer, Inbox<Mixed<N>>& inbox) {
  std::uint64_t& sum = peer.State<Sums>()[N];
  for (;;) {
    const auto mixed = co_await inbox.Next();
    if (!mixed.ok()) co_return mixed.status();
    sum += (*mixed)->number;
  }
}

template <std::size_t... N>
void Describe(Dialect& dialect, std::index_sequence<N...>) {
  const auto add = [&dialect]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    dialect.Message<Mixed<I>>({.bytes = 8}).Flow(std::string(Mixed<I>::kName), AddUp<I>);
  };
  (add(std::integral_constant<std::size_t, N>()), ...);
}

Status RegisterMixed(DialectRegistry& registry) {
  Dialect dialect("mixed");
  dialect.Listen(Transport::kTcp, 1).Frame(LengthPrefix{.limit = 9});
  Describe(dialect, std::make_index_sequence<kFlows>());
  return registry.Add(std::move(dialect));
}

struct Item {
  std::size_t to = 0;
  std::uint64_t number = 0;
};

const std::vector<Item>& Items() {
  static const std::vector<Item> items = [] {
    std::mt19937_64 random(1);
    std::vector<Item> made(kItems);
    for (Item& item : made) item = {random() % kFlows, random()};
    return made;
  }();
  return items;
}

const Sums& Expected() {
  static const Sums sums = [] {
    Sums all{};
    for (const Item& item : Items()) all[item.to] += kRepeats * item.number;
    return all;
  }();
  return sums;
}

// The items as they come from a wire.
ByteVector Frames() {
  ByteVector frames;
  Writer writer(frames);
  for (const Item& item : Items()) {
    writer.U32(9, std::endian::big);
    writer.U8(static_cast<std::uint8_t>(item.to));
    writer.U64(item.number, std::endian::big);
  }
  return frames;
}

std::vector<double> ThroughFlows(const Pace& pace) {
  ManualClock clock;
  const auto registry = testing::Registered(RegisterMixed);
  testing::Station station(testing::Chosen(*registry, "mixed"), {}, clock);
  const Slice frames = InReadBlock(Frames());
  return NanosEach(pace, kMessages, [&](std::uint64_t) {
    station.peer()->State<Sums>() = {};
    for (std::size_t i = 0; i < kRepeats; ++i) station.session().Feed(frames);
    if (station.peer()->State<Sums>() != Expected()) Stop("routing lost a message");
  });
}

using Channel = asio::experimental::channel<void(asio::error_code, Item)>;

asio::awaitable<void> AddUp(Channel& channel, Sums& sums) {
  for (;;) {
    const Item item = co_await channel.async_receive(asio::use_awaitable);
    sums[item.to] += item.number;
  }
}

std::vector<double> ThroughChannels(const Pace& pace) {
  constexpr std::size_t kRoom = 1024;
  asio::io_context io(1);
  Sums sums{};
  std::vector<std::unique_ptr<Channel>> channels;
  for (std::size_t i = 0; i < kFlows; ++i) {
    channels.push_back(std::make_unique<Channel>(io, kRoom));
    asio::co_spawn(io, AddUp(*channels[i], sums), asio::detached);
  }
  io.poll();
  return NanosEach(pace, kMessages, [&](std::uint64_t) {
    sums = {};
    for (std::size_t i = 0; i < kRepeats; ++i) {
      for (const Item& item : Items()) channels[item.to]->try_send(asio::error_code(), item);
      io.restart();
      io.poll();
    }
    if (sums != Expected()) Stop("a channel lost a message");
  });
}

}  // namespace

void Routing(const Pace& pace, Report& report) {
  PinToServerCore();
  const std::vector<double> ours = ThroughFlows(pace);
  const std::vector<double> theirs = ThroughChannels(pace);
  Row row;
  row.bench = "B6";
  row.what = "1 M mixed messages, bytes to 64 flows";
  row.unit = "ns";
  row.value = Summary::Of(ours);
  row.goal = AtMost(60);
  report.Add(row);
  row.what = "the same beside asio channels without framing";
  row.peer = "asio channel";
  row.peer_value = Summary::Of(theirs);
  row.ratio = Ratio(ours, theirs);
  row.goal = AtMost(1);
  report.Add(std::move(row));
}

}  // namespace dragoman::bench
