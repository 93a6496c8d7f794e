// The network's certificate authority. Its key is published with every node on purpose: any node mints its own leaf from
// it, so that it proves membership of the network and nothing else (wire/chia.md 3).
#pragma once

#include <string_view>

namespace dragoman::chia {

extern const std::string_view kAuthorityCertificate;  // PEM
extern const std::string_view kAuthorityKey;          // PEM

}  // namespace dragoman::chia
