// Identity: the certificate by which other nodes know this one, with its key. Made once for a store and kept there, so
// that it stays the same; without a store, for this run alone.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/dialect/transport_rules.h"

namespace dragoman {

struct Identity {
  std::string certificate;  // PEM
  std::string key;          // PEM
  std::string der;          // the certificate
};

// `certificate` and `key`: files of the user's; both or neither. `store`: a directory, or empty.
// Errors: kUsage for files that are no pair, kStorage.
Result<Identity> TakeIdentity(const TlsRule& rule, const std::string& certificate, const std::string& key,
                              const std::string& store);

}  // namespace dragoman
