// Certificates and keys in files, PEM.
#pragma once

#include <sys/types.h>

#include <string>

#include "core/base/result.h"

namespace dragoman {

inline constexpr mode_t kOwnerOnly = 0600;
inline constexpr mode_t kEverybodyReads = 0644;

// Errors: kUsage.
Result<std::string> ReadText(const std::string& path);
// Replaces the file by a new one of that mode, or leaves it as it was. Errors: kStorage.
Status WriteText(const std::string& path, const std::string& text, mode_t mode);

}  // namespace dragoman
