// The windows of version 3 of the rate limits: how many questions of a type may be under way (wire/chia.md 6.6, 13.4).
#pragma once

#include "dialects/chia/messages/shared.h"
#include "dialects/chia/rate_limiter.h"

namespace dragoman::chia {

std::map<NativeType, std::uint16_t> OurWindows();
// What we grant, as a message: all rows of the table.
ConfigureWindowSizes WindowSettings();
// Reads the other side's settings into what we may send. Errors: another message, too many or too few entries, a
// window where there is none.
Status TakeWindows(const Envelope& heard, RateLimiter& outflow);

}  // namespace dragoman::chia
