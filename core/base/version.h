// The version of Dragoman, in one place.
#pragma once

namespace dragoman {

inline constexpr const char* kVersion = "0.1.0";
// What we call ourselves to peers.
inline constexpr const char* kAgent = "dragoman/0.1";

}  // namespace dragoman
