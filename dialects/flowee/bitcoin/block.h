// A whole block: header, count, transactions, and nothing after them.
#pragma once

#include "dialects/flowee/bitcoin/header.h"
#include "dialects/flowee/bitcoin/transaction.h"

namespace dragoman::flowee::bitcoin {

// Views into the bytes it was parsed from, which must outlive it.
struct ParsedBlock {
  Header header;
  std::vector<Transaction> transactions;  // never empty; the first and no other is a coinbase
};

// Only the shape; the header's promises are checked by CheckMerkleRoot and CheckWork (work.h).
Result<ParsedBlock> ParseBlock(Bytes block);

// The transactions are those the header commits to, and no repeated tail hides among them.
Status CheckMerkleRoot(const ParsedBlock& block);

}  // namespace dragoman::flowee::bitcoin
