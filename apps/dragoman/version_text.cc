#include "apps/dragoman/version_text.h"

#include "core/base/version.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DRAGOMAN_BUILD "asan"
#elif __has_feature(thread_sanitizer)
#define DRAGOMAN_BUILD "tsan"
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define DRAGOMAN_BUILD "asan"
#elif defined(__SANITIZE_THREAD__)
#define DRAGOMAN_BUILD "tsan"
#endif
#if !defined(DRAGOMAN_BUILD) && defined(NDEBUG)
#define DRAGOMAN_BUILD "release"
#elif !defined(DRAGOMAN_BUILD)
#define DRAGOMAN_BUILD "debug"
#endif

namespace dragoman {

std::string VersionText() {
#if defined(__clang__)
  const std::string compiler = "clang++ " + std::to_string(__clang_major__) + "." + std::to_string(__clang_minor__) +
                               "." + std::to_string(__clang_patchlevel__);
#else
  const std::string compiler = "g++ " + std::to_string(__GNUC__) + "." + std::to_string(__GNUC_MINOR__) + "." +
                               std::to_string(__GNUC_PATCHLEVEL__);
#endif
  return std::string("dragoman ") + kVersion + " (" + compiler + ", " DRAGOMAN_BUILD ")";
}

}  // namespace dragoman
