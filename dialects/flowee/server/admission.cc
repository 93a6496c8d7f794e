#include "dialects/flowee/server/admission.h"

#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {
namespace {

constexpr Duration kRecent = std::chrono::seconds(10);
constexpr Duration kLately = std::chrono::seconds(30);
// A first request may be a whole block (Mining.SubmitBlock); beside it the process's budget holds.
constexpr std::size_t kFirstRequestBytes = 32 * MiB;

}  // namespace

bool Admits(std::span<const Duration> ages) {
  int recent = 0;
  int lately = 0;
  int before = 0;
  for (const Duration age : ages) {
    if (age < kRecent) {
      ++recent;
    } else if (age < kLately) {
      ++lately;
    } else if (age < kAdmissionMemory) {
      ++before;
    }
  }
  return recent == 0 || (recent == 1 && lately <= 1 && before <= 2);
}

void SetLimits(Limits& limits) {
  limits.handshake = hub::kIntroductionDeadline;
  limits.early_bytes = kFirstRequestBytes;
}

}  // namespace dragoman::flowee
