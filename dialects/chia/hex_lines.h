// A file with one FullBlock in hexadecimal a line.
#pragma once

#include "core/router/chain_format.h"

namespace dragoman::chia {

// Reads a line at a time; empty lines are passed over. Errors name the byte of the file.
Result<std::unique_ptr<BlockFile>> OpenHexLines(const std::string& path);

}  // namespace dragoman::chia
