#include "bench/servers/tls_identity.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "bench/measure/process.h"

namespace dragoman::bench {

PemPair TlsIdentity() {
  const Result<PemPair> authority = MakeAuthority({"bench"});
  if (!authority.ok()) Stop(authority.status().ToString());
  const Result<PemPair> leaf = MintLeaf(*authority, {.subject = {"bench"}});
  if (!leaf.ok()) Stop(leaf.status().ToString());
  return *leaf;
}

void UseIdentity(ssl_ctx_st* context, const PemPair& identity) {
  BIO* certificate = BIO_new_mem_buf(identity.certificate.data(), static_cast<int>(identity.certificate.size()));
  BIO* key = BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size()));
  X509* read = PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
  EVP_PKEY* read_key = PEM_read_bio_PrivateKey(key, nullptr, nullptr, nullptr);
  if (SSL_CTX_use_certificate(context, read) != 1 || SSL_CTX_use_PrivateKey(context, read_key) != 1) Stop("no identity for TLS");
  EVP_PKEY_free(read_key);
  X509_free(read);
  BIO_free(key);
  BIO_free(certificate);
}

}  // namespace dragoman::bench
