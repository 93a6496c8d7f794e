// How often this program has asked for memory. Counts in every process of the program.
#pragma once

#include <cstdint>

namespace dragoman::bench {

std::uint64_t Allocations();

}  // namespace dragoman::bench
