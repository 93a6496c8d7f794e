// What `dragoman --version` says: version, compiler, build type.
#pragma once

#include <string>

namespace dragoman {

// "dragoman 0.1.0 (g++ 12.2.0, release)"
std::string VersionText();

}  // namespace dragoman
