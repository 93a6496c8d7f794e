// Talk: a sentence for the user, on stderr; stdout is data.
#pragma once

#include <string_view>

#include "core/base/status.h"

namespace dragoman {

void Talk(std::string_view text);
void Talk(const Status& why);

}  // namespace dragoman
