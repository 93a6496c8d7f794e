#include "transports/tls/pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace dragoman::tls {
namespace {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

Bio Over(std::string_view text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string TextOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

// Without this OpenSSL asks the terminal.
int NoPassphrase(char*, int, int, void*) { return 0; }

}  // namespace

std::vector<Certificate> ReadCertificates(std::string_view pem) {
  const Bio bio = Over(pem);
  std::vector<Certificate> found;
  while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr)) {
    found.emplace_back(certificate);
  }
  const unsigned long end = ERR_peek_last_error();
  if (ERR_GET_LIB(end) != ERR_LIB_PEM || ERR_GET_REASON(end) != PEM_R_NO_START_LINE) return {};
  ERR_clear_error();
  return found;
}

Key ReadKey(std::string_view pem) {
  const Bio bio = Over(pem);
  return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
}

std::string WriteCertificate(const X509& certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  return PEM_write_bio_X509(bio.get(), &certificate) == 1 ? TextOf(bio.get()) : std::string();
}

std::string WriteKey(const EVP_PKEY& key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  const int written = PEM_write_bio_PKCS8PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr);
  return written == 1 ? TextOf(bio.get()) : std::string();
}

std::string Spell(const X509& certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(&certificate, &der);
  if (size <= 0) return {};
  std::string spelled(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return spelled;
}

}  // namespace dragoman::tls
