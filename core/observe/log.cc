#include "core/observe/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace dragoman::log {
namespace {

spdlog::logger& Logger() {
  static spdlog::logger logger = [] {
    spdlog::logger made("dragoman", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%H:%M:%S.%e %l: %v");
    return made;
  }();
  return logger;
}

void Write(spdlog::level::level_enum level, std::string_view text) {
  Logger().log(level, spdlog::string_view_t(text.data(), text.size()));
}

}  // namespace

void SetLevel(Level level) {
  switch (level) {
    case Level::kDebug: return Logger().set_level(spdlog::level::debug);
    case Level::kInfo: return Logger().set_level(spdlog::level::info);
    case Level::kWarning: return Logger().set_level(spdlog::level::warn);
    case Level::kError: return Logger().set_level(spdlog::level::err);
  }
}

void Debug(std::string_view text) { Write(spdlog::level::debug, text); }
void Info(std::string_view text) { Write(spdlog::level::info, text); }
void Warning(std::string_view text) { Write(spdlog::level::warn, text); }
void Error(std::string_view text) { Write(spdlog::level::err, text); }

}  // namespace dragoman::log
