// A frame as far as a replay compares it: as JSON, with what may differ between two nodes (the list: our version
// and port, timestamps, peak values, filter bytes) left out, and heights above a peak counted from it.
#pragma once

#include <string>

#include "core/base/bytes.h"

namespace dragoman::chia::live {

// Equal bytes give equal text; bytes that are no frame give their hex. `coins`: whether the states of coins count.
std::string Told(Bytes frame, bool coins = true);

}  // namespace dragoman::chia::live
