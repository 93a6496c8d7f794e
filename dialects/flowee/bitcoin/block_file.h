// Block files (blk00000.dat) of Bitcoin's nodes and of the Hub: per block the disk magic of the
// network, its size (u32, little-endian), its bytes. The Hub also keeps records of its own between
// them, and zeros at the end.
#pragma once

#include "dialects/flowee/bitcoin/networks.h"
#include "dialects/flowee/bitcoin/transaction.h"

namespace dragoman::flowee::bitcoin {

// The reference's files hold nothing larger; a size above it is damage.
inline constexpr std::uint32_t kMaxBlockBytes = 128'000'000;
// Header, count and the least transaction there can be.
inline constexpr std::uint32_t kLeastBlockBytes = kHeaderBytes + 1 + kLeastTransactionBytes;

// Reads one block at a time, allocating for no more than the file has left. Offsets of errors count
// from the start of the file; after an error every Next gives that error again.
Result<std::unique_ptr<BlockFile>> OpenBlockFile(const std::string& path, const Network& network);

}  // namespace dragoman::flowee::bitcoin
