#include "services/peers/book_entry.h"

#include <algorithm>
#include <cmath>

namespace dragoman::peers {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kFuture = 10 * kMinute;
constexpr std::int64_t kHorizon = 30 * kDay;
constexpr std::uint32_t kTriesWithoutSuccess = 3;
constexpr std::uint32_t kMostFailures = 10;
constexpr std::int64_t kFailingFor = 7 * kDay;
constexpr std::int64_t kRecent = 10 * kMinute;
constexpr double kRecentShare = 0.01;
constexpr double kFailureShare = 0.66;
constexpr std::uint32_t kCountedFailures = 8;

}  // namespace

bool Entry::IsTerrible(std::int64_t now) const {
  if (last_try > 0 && last_try >= now - kMinute) return false;
  if (seen > now + kFuture) return true;
  if (seen == 0 || now - seen > kHorizon) return true;
  if (last_success == 0 && failures >= kTriesWithoutSuccess) return true;
  return now - last_success > kFailingFor && failures >= kMostFailures;
}

double Entry::Chance(std::int64_t now) const {
  const double recent = std::max<std::int64_t>(now - last_try, 0) < kRecent ? kRecentShare : 1;
  return recent * std::pow(kFailureShare, std::min(failures, kCountedFailures));
}

}  // namespace dragoman::peers
