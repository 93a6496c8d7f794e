#include "transports/tls/leaf.h"

#include <ctime>

#include <openssl/x509v3.h>

#include "transports/tls/faults.h"
#include "transports/tls/pem.h"

namespace dragoman {
namespace {

constexpr long kDay = 24L * 60 * 60;
constexpr int kSerialBits = 159;  // 20 octets at most, and positive (RFC 5280, 4.1.2.2)

Status Fault(const char* what) { return tls::Fault(Code::kInternal, what); }

tls::Key FreshKey() { return tls::Key(EVP_EC_gen("P-256")); }

bool Add(X509_NAME* name, const char* field, const std::string& value) {
  if (value.empty()) return true;
  return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.c_str()),
                                    static_cast<int>(value.size()), -1, 0) == 1;
}

bool SetSerial(X509* certificate) {
  struct Free {
    void operator()(BIGNUM* number) const { BN_free(number); }
  };
  const std::unique_ptr<BIGNUM, Free> number(BN_new());
  return number != nullptr && BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool Extend(X509* certificate, X509* authority, int kind, const std::string& value) {
  struct Free {
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  };
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, authority, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// All but issuer, extensions and signature.
tls::Certificate Draft(const CertificateName& subject, EVP_PKEY* key, std::int64_t not_after) {
  tls::Certificate draft(X509_new());
  if (draft == nullptr) return nullptr;
  X509_NAME* name = X509_get_subject_name(draft.get());
  const bool named = Add(name, "CN", subject.common_name) && Add(name, "O", subject.organisation) &&
                     Add(name, "OU", subject.unit);
  const bool filled = named && X509_set_version(draft.get(), X509_VERSION_3) == 1 && SetSerial(draft.get()) &&
                      X509_gmtime_adj(X509_getm_notBefore(draft.get()), -kDay) != nullptr &&
                      ASN1_TIME_set(X509_getm_notAfter(draft.get()), static_cast<std::time_t>(not_after)) != nullptr &&
                      X509_set_pubkey(draft.get(), key) == 1;
  return filled ? std::move(draft) : nullptr;
}

std::string AlternativeNames(const LeafOptions& leaf) {
  std::string names;
  for (const std::string& dns : leaf.dns) names += (names.empty() ? "DNS:" : ",DNS:") + dns;
  for (const std::string& address : leaf.addresses) names += (names.empty() ? "IP:" : ",IP:") + address;
  return names;
}

PemPair Written(const X509& certificate, const EVP_PKEY& key) {
  return {tls::WriteCertificate(certificate), tls::WriteKey(key)};
}

}  // namespace

Result<PemPair> MintLeaf(const PemPair& authority, const LeafOptions& leaf) {
  const std::vector<tls::Certificate> signers = tls::ReadCertificates(authority.certificate);
  const tls::Key signing_key = tls::ReadKey(authority.key);
  if (signers.empty() || signing_key == nullptr) {
    return tls::Fault(Code::kUsage, "the authority's certificate or key cannot be read").Next("Both must be PEM.");
  }
  X509* const signer = signers[0].get();
  if (X509_check_private_key(signer, signing_key.get()) != 1) {
    return tls::Fault(Code::kUsage, "the authority's key does not belong to its certificate");
  }
  const tls::Key key = FreshKey();
  if (key == nullptr) return Fault("no key can be made");
  const tls::Certificate made = Draft(leaf.subject, key.get(), leaf.not_after);
  if (made == nullptr || X509_set_issuer_name(made.get(), X509_get_subject_name(signer)) != 1) {
    return Fault("no certificate can be made");
  }
  const std::string names = AlternativeNames(leaf);
  if (!names.empty() && !Extend(made.get(), signer, NID_subject_alt_name, names)) {
    return tls::Fault(Code::kUsage, "the names of the certificate cannot be written: " + names);
  }
  if (X509_sign(made.get(), signing_key.get(), EVP_sha256()) == 0) return Fault("the certificate cannot be signed");
  return Written(*made, *key);
}

Result<PemPair> MakeAuthority(const CertificateName& subject) {
  const tls::Key key = FreshKey();
  if (key == nullptr) return Fault("no key can be made");
  const tls::Certificate made = Draft(subject, key.get(), LeafOptions().not_after);
  if (made == nullptr || X509_set_issuer_name(made.get(), X509_get_subject_name(made.get())) != 1) {
    return Fault("no certificate can be made");
  }
  const bool extended = Extend(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE") &&
                        Extend(made.get(), made.get(), NID_key_usage, "critical,keyCertSign,cRLSign") &&
                        Extend(made.get(), made.get(), NID_subject_key_identifier, "hash");
  if (!extended || X509_sign(made.get(), key.get(), EVP_sha256()) == 0) return Fault("the certificate cannot be signed");
  return Written(*made, *key);
}

Result<std::string> CertificateDer(const std::string& pem) {
  const std::vector<tls::Certificate> found = tls::ReadCertificates(pem);
  if (found.empty()) return tls::Fault(Code::kUsage, "no certificate can be read").Next("It must be PEM.");
  return tls::Spell(*found[0]);
}

}  // namespace dragoman
