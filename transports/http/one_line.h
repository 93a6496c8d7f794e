// What a peer wrote, as one line for people: a terminal or a log must not take orders from it.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::http {

// Control characters (C0, DEL and C1) become blanks, and bytes that are no UTF-8 question marks.
std::string OneLine(std::string_view said);

}  // namespace dragoman::http
