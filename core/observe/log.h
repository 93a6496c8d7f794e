// Log: the one front for talk on stderr; spdlog stands behind it in one file. Thread-safe.
// stdout is data and never logged to.
#pragma once

#include <string_view>

namespace dragoman::log {

enum class Level { kDebug, kInfo, kWarning, kError };

// Messages below `level` are dropped. Called once, before the loops start.
void SetLevel(Level level);

void Debug(std::string_view text);
void Info(std::string_view text);
void Warning(std::string_view text);
void Error(std::string_view text);

}  // namespace dragoman::log
