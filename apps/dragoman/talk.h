// Talk: a sentence for the user, on stderr; stdout is data.
#pragma once

#include <string_view>

#include "apps/dragoman/exit_code.h"
#include "core/base/status.h"

namespace dragoman {

void Talk(std::string_view text);
void Talk(const Status& why);

// How the program ends after this. What fails while the store is opened is always ExitCode::kStorage.
ExitCode ExitCodeOf(const Status& why);
// Tells it and gives that.
ExitCode Fail(const Status& why);

}  // namespace dragoman
