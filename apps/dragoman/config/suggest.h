// Suggest: the known name that somebody who typed another one probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

// Empty if nothing known is near.
std::string Nearest(std::string_view typed, const std::vector<std::string>& known);
// `unknown verb "prob". Did you mean "probe"? Known: call, …`
std::string UnknownName(std::string_view what, std::string_view typed, const std::vector<std::string>& known);
// "a, b, c"
std::string Join(const std::vector<std::string>& names);

}  // namespace dragoman
