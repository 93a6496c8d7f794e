// LoadShelf: rebuilds the index from the blocks on the shelf, in the order in which they were put
// there, so that of branches with equal work the first seen stays the one we follow.
#pragma once

#include "services/chain/block_shelf.h"
#include "services/chain/chain_index.h"

namespace dragoman::chain {

struct LoadedShelf {
  std::uint64_t unreadable = 0;  // blocks left out because they do not read as what they are named
  std::uint64_t parentless = 0;  // blocks left out because their parent is not there
  std::string first_reason;      // of the unreadable
  bool has_first = false;        // the network's first block was on the shelf
};

// `index` has the network's first block, or is empty if that is not known. A block whose parent was
// put after it is read again when all else is there. Errors: kStorage.
Result<LoadedShelf> LoadShelf(const ChainFormat& format, BlockShelf& shelf, ChainIndex& index);

}  // namespace dragoman::chain
