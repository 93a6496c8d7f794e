// How the program ends (docs/run-a-node.md): scripts rely on these numbers.
#pragma once

namespace dragoman {

enum class ExitCode : int {
  kOk = 0,
  kCheckFailed = 1,   // input that is not what it should be
  kUsage = 2,         // command line
  kCannotConnect = 3, // nobody there, nobody answering, or the port is taken
  kRefused = 4,       // by the peer, or it speaks something else
  kStorage = 5,
  kPartial = 6,       // some of it was done
};

}  // namespace dragoman
