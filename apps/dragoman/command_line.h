// CommandLine: finds the verb, fills in its options and runs it; help and usage errors are the same for all verbs.
#pragma once

#include "apps/dragoman/verb.h"

namespace dragoman {

ExitCode RunCommandLine(int argc, char** argv, const DialectRegistry& dialects);

}  // namespace dragoman
