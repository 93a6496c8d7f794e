// PEM texts to OpenSSL's objects and back. Only for the sources of transports/tls.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace dragoman::tls {

struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeCertificate>;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

// All of them in order; empty if there is none, or one that cannot be read.
std::vector<Certificate> ReadCertificates(std::string_view pem);
// Null if it cannot be read without a passphrase.
Key ReadKey(std::string_view pem);

std::string WriteCertificate(const X509& certificate);
// PKCS #8.
std::string WriteKey(const EVP_PKEY& key);
// DER.
std::string Spell(const X509& certificate);

}  // namespace dragoman::tls
