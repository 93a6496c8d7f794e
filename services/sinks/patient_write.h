// PatientWrite: writes to a descriptor that may not take it for long, without being stuck in it.
#pragma once

#include <functional>
#include <string_view>

#include "core/base/status.h"

namespace dragoman::sinks {

// All of `bytes`, in pieces that a pipe with room takes without blocking. While there is no room
// `give_up` is asked some times a second; if it says so: kShutdown. Errors: kClosed when the reader
// has gone, kStorage for others. Call MaskBrokenPipe on this thread before.
Status PatientWrite(int fd, std::string_view bytes, const std::function<bool()>& give_up);

// A reader that goes is an error of this thread's write, not the end of the process.
void MaskBrokenPipe();

}  // namespace dragoman::sinks
