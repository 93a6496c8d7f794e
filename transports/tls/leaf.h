// Certificates of our own: an authority, and leaves that one signs. EC P-256 keys, SHA-256.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace dragoman {

struct PemPair {
  std::string certificate;
  std::string key;  // PKCS #8, without a passphrase
};

struct CertificateName {
  std::string common_name;
  std::string organisation = {};
  std::string unit = {};
};

struct LeafOptions {
  CertificateName subject;
  std::vector<std::string> dns = {};        // names in subjectAltName
  std::vector<std::string> addresses = {};  // IP addresses there
  std::int64_t not_after = 4'120'848'000;   // seconds since 1970: 2100-08-02
};

// Valid from a day ago, with a random serial number. Faults: kUsage for an authority that cannot be read or whose key
// is another's.
Result<PemPair> MintLeaf(const PemPair& authority, const LeafOptions& leaf);
// An authority that signs itself, valid as long as a leaf.
Result<PemPair> MakeAuthority(const CertificateName& subject);

// The first certificate of a PEM text in DER. kUsage if there is none.
Result<std::string> CertificateDer(const std::string& pem);

}  // namespace dragoman
