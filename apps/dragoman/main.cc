#include <csignal>

#include "apps/dragoman/command_line.h"
#include "apps/dragoman/talk.h"

int main(int argc, char** argv) {
  // A file at the limit of `ulimit -f` is a full disk: the write fails, and whoever wrote says so.
  std::signal(SIGXFSZ, SIG_IGN);
  dragoman::DialectRegistry dialects;
  if (const dragoman::Status wrong = dragoman::RegisterAll(dialects); !wrong.ok()) {
    dragoman::Talk(wrong);
    return static_cast<int>(dragoman::ExitCode::kUsage);
  }
  return static_cast<int>(dragoman::RunCommandLine(argc, argv, dialects));
}
