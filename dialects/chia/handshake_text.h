// What the texts of a handshake mean (wire/chia.md 6.2, 6.5).
#pragma once

#include <set>
#include <string>

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

// The numbers in force: known ones whose text is exactly "1".
std::set<std::uint16_t> ActiveCapabilities(const List<std::tuple<std::uint16_t, Text>>& capabilities);

// Without Unicode's control and format characters, as it is stored, logged and shown. `text` is valid UTF-8.
std::string CleanSoftwareVersion(std::string_view text);

}  // namespace dragoman::chia
