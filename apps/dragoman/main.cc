#include "apps/dragoman/command_line.h"
#include "apps/dragoman/talk.h"

int main(int argc, char** argv) {
  dragoman::DialectRegistry dialects;
  if (const dragoman::Status wrong = dragoman::RegisterAll(dialects); !wrong.ok()) {
    dragoman::Talk(wrong);
    return static_cast<int>(dragoman::ExitCode::kUsage);
  }
  return static_cast<int>(dragoman::RunCommandLine(argc, argv, dialects));
}
