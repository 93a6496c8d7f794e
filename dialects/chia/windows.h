// The message in which both sides say how many questions of a type may be under way (wire/chia.md 6.6).
#pragma once

#include "dialects/chia/messages/shared.h"
#include "dialects/chia/request_windows.h"

namespace dragoman::chia {

// What we grant: the reference's own windows.
ConfigureWindowSizes WindowSettings();
// Reads the other side's settings into what we may ask. Errors: another message, and what RequestWindows refuses.
Status TakeWindows(const Envelope& heard, RequestWindows& asking);

}  // namespace dragoman::chia
