// How much memory this thread has asked for: for tests of what a lying length may cost.
#pragma once

#include <cstddef>

namespace dragoman::testing {

// Bytes that this thread has taken by new since it began; given back ones still count.
std::size_t AllocatedSoFar();
// The largest piece that it has taken since the last call of this function.
std::size_t LargestAllocation();

}  // namespace dragoman::testing
