// Candidate: a transaction that is offered, read.
#pragma once

#include "core/router/chain_format.h"

namespace dragoman::pool {

struct Candidate {
  Slice raw;              // its own block of memory
  BlockTransaction read;  // views into `raw`
};

inline Result<Candidate> ReadCandidate(const ChainFormat& format, Bytes transaction) {
  Candidate candidate;
  candidate.raw = Slice::Copy(transaction);
  Result<BlockTransaction> read = format.ReadTransaction(candidate.raw);
  if (!read.ok()) return read.status();
  candidate.read = std::move(*read);
  return candidate;
}

}  // namespace dragoman::pool
