// Proof of work: the target that a header claims, what it is worth, and whether the hash meets it.
#pragma once

#include <optional>

#include "dialects/flowee/bitcoin/header.h"
#include "dialects/flowee/bitcoin/networks.h"

namespace dragoman::flowee::bitcoin {

// The number that compact `bits` stand for; none if it is zero, negative or over 256 bits.
std::optional<Uint256> TargetOf(std::uint32_t bits);

// Hashes expected until one meets the target: 2^256 / (target + 1). Zero where there is no target.
Uint256 WorkOf(std::uint32_t bits);
// Little-endian sums, as ChainWork is kept (wire/flowee.md 8.4).
Hash256 AddWork(const Hash256& a, const Hash256& b);

// The target is one the network takes, and the hash is not above it ("high-hash" in
// wire/flowee.md 9.6).
Status CheckWork(const Header& header, const Network& network);

}  // namespace dragoman::flowee::bitcoin
