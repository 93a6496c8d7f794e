// What a progress bar says, as text: pure functions, for a terminal of a given width.
#pragma once

#include <string>
#include <string_view>

#include "core/router/event.h"

namespace dragoman::sinks {

// "flowee:regtest  blocks [####------] 64/115  812/s  ETA 3 s  from 127.0.0.1:11235", cut to
// `width`.
std::string SyncRow(std::string_view network, std::string_view peer,
                    const event::SyncProgress& progress, std::size_t width);
// "flowee:regtest  import blk00000.dat [####------] 40%  812 blocks", cut to `width`.
std::string ImportRow(std::string_view network, const event::Importing& importing,
                      std::size_t width);

// A whole sentence for a line of its own: why nothing comes, and what can be done.
std::string StallSentence(std::string_view network, const event::SyncProgress& progress);
// How it ended.
std::string ImportSentence(std::string_view network, const event::Importing& importing);

// "45 s", "2 min 5 s", "3 h 20 min"
std::string Span(double seconds);

}  // namespace dragoman::sinks
