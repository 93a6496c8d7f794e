// Certificates for tests of TLS: an authority, a stranger's, and what they sign.
#pragma once

#include <gtest/gtest.h>

#include "transports/tls/context.h"
#include "transports/tls/leaf.h"

namespace dragoman::transport_tests {

inline PemPair Authority(const std::string& name) {
  Result<PemPair> made = MakeAuthority({name});
  EXPECT_TRUE(made.ok()) << made.status().ToString();
  return made.ok() ? *made : PemPair();
}

inline PemPair Leaf(const PemPair& authority, const std::string& name, LeafOptions options = {}) {
  options.subject.common_name = name;
  Result<PemPair> made = MintLeaf(authority, options);
  EXPECT_TRUE(made.ok()) << made.status().ToString();
  return made.ok() ? *made : PemPair();
}

// Two sides that trust one authority and show leaves of it.
struct Trust {
  PemPair authority = Authority("Test CA");
  PemPair acceptor = Leaf(authority, "acceptor");
  PemPair dialer = Leaf(authority, "dialer");

  TlsOptions Of(const PemPair& leaf) const {
    TlsOptions options;
    options.certificate = leaf.certificate;
    options.key = leaf.key;
    options.authorities = authority.certificate;
    return options;
  }
};

inline std::shared_ptr<const TlsContext> Accepting(TlsOptions options) {
  auto context = TlsContext::ForAcceptor(std::move(options));
  EXPECT_TRUE(context.ok()) << context.status().ToString();
  return *context;
}
inline std::shared_ptr<const TlsContext> Dialing(TlsOptions options) {
  auto context = TlsContext::ForDialer(std::move(options));
  EXPECT_TRUE(context.ok()) << context.status().ToString();
  return *context;
}

}  // namespace dragoman::transport_tests
