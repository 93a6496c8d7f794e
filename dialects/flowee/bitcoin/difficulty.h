// Difficulty as the Hub sends it (tag 64, wire/flowee.md 9.2): how much harder than bits 1d00ffff.
#pragma once

#include <cstdint>

namespace dragoman::flowee::bitcoin {

// In the reply to GetBlockHeader. The steps are those of Bitcoin's nodes, so that the last bit
// agrees.
double Difficulty(std::uint32_t bits);

// In the replies to GetBlockChainInfo and GetBlockVerbose: written with 16 significant digits and
// read back.
double DifficultyThroughText(std::uint32_t bits);

}  // namespace dragoman::flowee::bitcoin
