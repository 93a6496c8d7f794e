#include "dialects/chia/senders.h"

#include <array>

namespace dragoman::chia {
namespace {

using Senders = std::uint16_t;  // one bit a node type

constexpr Senders From(NodeType type) { return static_cast<Senders>(1u << static_cast<unsigned>(type)); }
constexpr Senders kNobody = 0;
constexpr Senders kAny = 0xffff;

struct Row {
  std::uint8_t message;
  Senders senders;
  bool handled;
};

// In the order of wire/chia.md 7.
constexpr Row kRows[] = {
    {1, kAny, false},
    {3, From(NodeType::kFarmer), false},
    {5, From(NodeType::kHarvester), false},
    {6, From(NodeType::kFarmer), false},
    {7, From(NodeType::kHarvester), false},
    {8, From(NodeType::kFullNode), false},
    {9, From(NodeType::kFarmer), true},
    {10, From(NodeType::kFullNode), false},
    {11, From(NodeType::kFarmer), true},
    {12, From(NodeType::kHarvester), false},
    {13, From(NodeType::kFullNode), false},
    {14, From(NodeType::kFullNode), false},
    {15, From(NodeType::kTimelord), true},
    {16, From(NodeType::kTimelord), true},
    {17, From(NodeType::kTimelord), true},
    {18, From(NodeType::kFullNode), false},
    {19, From(NodeType::kTimelord), true},
    {20, From(NodeType::kFullNode), true},
    {21, From(NodeType::kFullNode), true},
    {22, From(NodeType::kFullNode), true},
    {23, From(NodeType::kFullNode), true},
    {24, static_cast<Senders>(From(NodeType::kWallet) | From(NodeType::kFullNode)), true},
    {25, From(NodeType::kFullNode), true},
    {26, From(NodeType::kFullNode), true},
    {27, From(NodeType::kFullNode), true},
    {28, From(NodeType::kFullNode), true},
    {29, From(NodeType::kFullNode), true},
    {30, From(NodeType::kFullNode), true},
    {31, From(NodeType::kFullNode), true},
    {32, From(NodeType::kFullNode), true},
    {33, From(NodeType::kFullNode), true},
    {34, From(NodeType::kFullNode), true},
    {35, From(NodeType::kFullNode), true},
    {36, From(NodeType::kFullNode), true},
    {37, From(NodeType::kFullNode), true},
    {38, From(NodeType::kFullNode), true},
    {39, From(NodeType::kFullNode), true},
    {40, From(NodeType::kFullNode), true},
    {41, From(NodeType::kFullNode), true},
    {42, From(NodeType::kFullNode), true},
    {43, static_cast<Senders>(From(NodeType::kWallet) | From(NodeType::kFullNode)), true},
    {44, From(NodeType::kFullNode), true},
    {45, From(NodeType::kWallet), true},
    {46, From(NodeType::kFullNode), false},
    {47, From(NodeType::kFullNode), false},
    {48, From(NodeType::kWallet), true},
    {49, From(NodeType::kFullNode), false},
    {50, From(NodeType::kFullNode), false},
    {51, From(NodeType::kWallet), true},
    {52, From(NodeType::kFullNode), false},
    {53, From(NodeType::kFullNode), false},
    {54, From(NodeType::kWallet), true},
    {55, From(NodeType::kFullNode), false},
    {56, From(NodeType::kFullNode), false},
    {57, From(NodeType::kWallet), true},
    {58, From(NodeType::kFullNode), false},
    {59, From(NodeType::kFullNode), false},
    {60, From(NodeType::kWallet), true},
    {61, From(NodeType::kFullNode), false},
    {62, From(NodeType::kFullNode), false},
    {63, static_cast<Senders>(From(NodeType::kWallet) | From(NodeType::kFarmer) | From(NodeType::kFullNode)), false},
    {64, From(NodeType::kIntroducer), true},
    {65, From(NodeType::kFullNode), false},
    {66, From(NodeType::kFarmer), false},
    {67, From(NodeType::kFarmer), false},
    {68, From(NodeType::kHarvester), false},
    {69, From(NodeType::kFullNode), false},
    {70, From(NodeType::kWallet), true},
    {71, From(NodeType::kFullNode), false},
    {72, From(NodeType::kWallet), true},
    {73, From(NodeType::kFullNode), false},
    {74, From(NodeType::kWallet), true},
    {75, From(NodeType::kFullNode), false},
    {76, From(NodeType::kWallet), true},
    {77, From(NodeType::kFullNode), false},
    {78, From(NodeType::kHarvester), false},
    {79, From(NodeType::kHarvester), false},
    {80, From(NodeType::kHarvester), false},
    {81, From(NodeType::kHarvester), false},
    {82, From(NodeType::kHarvester), false},
    {83, From(NodeType::kHarvester), false},
    {84, From(NodeType::kHarvester), false},
    {85, From(NodeType::kFarmer), false},
    {86, From(NodeType::kWallet), true},
    {87, From(NodeType::kFullNode), false},
    {88, From(NodeType::kFullNode), false},
    {89, From(NodeType::kWallet), true},
    {90, From(NodeType::kFullNode), false},
    {91, kNobody, false},
    {92, From(NodeType::kFullNode), true},
    {93, From(NodeType::kFullNode), true},
    {94, From(NodeType::kWallet), true},
    {95, From(NodeType::kFullNode), false},
    {96, From(NodeType::kWallet), true},
    {97, From(NodeType::kFullNode), false},
    {98, From(NodeType::kWallet), true},
    {99, From(NodeType::kFullNode), false},
    {100, From(NodeType::kFullNode), false},
    {101, From(NodeType::kWallet), true},
    {102, From(NodeType::kFullNode), false},
    {103, From(NodeType::kFullNode), false},
    {104, From(NodeType::kFullNode), false},
    {105, From(NodeType::kFullNode), false},
    {106, From(NodeType::kWallet), true},
    {107, From(NodeType::kFullNode), false},
    {108, From(NodeType::kSolver), false},
    {109, From(NodeType::kFarmer), false},
    {110, From(NodeType::kHarvester), false},
    {111, kAny, false},
    {112, From(NodeType::kHarvester), false},
    {113, From(NodeType::kHarvester), false},
    {255, kAny, true},
};

struct Entry {
  Senders senders = 0;
  bool handled = false;
};

constexpr std::array<Entry, 256> Spread() {
  std::array<Entry, 256> entries{};
  for (const Row& row : kRows) entries[row.message] = Entry{row.senders, row.handled};
  return entries;
}

constexpr std::array<Entry, 256> kEntries = Spread();

}  // namespace

bool MaySend(NodeType sender, NativeType message) {
  return message < kEntries.size() && (kEntries[message].senders & From(sender)) != 0;
}

bool Handled(NativeType message) { return message < kEntries.size() && kEntries[message].handled; }

}  // namespace dragoman::chia
