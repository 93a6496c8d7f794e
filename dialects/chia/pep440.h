// Whether a text is a version as Python's packaging reads one (PEP 440), which Chia asks of protocol versions.
#pragma once

#include <string_view>

namespace dragoman::chia {

bool IsPep440(std::string_view text);

}  // namespace dragoman::chia
