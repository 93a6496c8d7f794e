#include "apps/dragoman/identity.h"

#include <filesystem>

#include "apps/dragoman/key_files.h"
#include "transports/tls/leaf.h"

namespace dragoman {
namespace {

Result<Identity> FromFiles(const std::string& certificate, const std::string& key) {
  Result<std::string> shown = ReadText(certificate);
  if (!shown.ok()) return shown.status();
  Result<std::string> secret = ReadText(key);
  if (!secret.ok()) return secret.status();
  Result<std::string> der = CertificateDer(*shown);
  if (!der.ok()) return Status::Because(Code::kUsage, certificate + ": " + der.status().Text());
  return Identity{std::move(*shown), std::move(*secret), std::move(*der)};
}

Result<Identity> Mint(const TlsRule& rule) {
  const PemPair authority{rule.authority_certificate, rule.authority_key};
  LeafOptions leaf;
  leaf.subject = CertificateName{rule.common_name, rule.organisation, rule.unit};
  if (!rule.dns.empty()) leaf.dns.push_back(rule.dns);
  Result<PemPair> pair = MintLeaf(authority, leaf);
  if (!pair.ok()) return pair.status();
  Result<std::string> der = CertificateDer(pair->certificate);
  if (!der.ok()) return der.status();
  return Identity{std::move(pair->certificate), std::move(pair->key), std::move(*der)};
}

}  // namespace

Result<Identity> TakeIdentity(const TlsRule& rule, const std::string& certificate, const std::string& key,
                              const std::string& store) {
  if (certificate.empty() != key.empty()) {
    return Status::Because(Code::kUsage, "--cert and --key go together: a certificate and its private key, both PEM");
  }
  if (!certificate.empty()) return FromFiles(certificate, key);
  if (store.empty()) return Mint(rule);
  const std::string shown = store + "/leaf.crt";
  const std::string secret = store + "/leaf.key";
  std::error_code unknown;
  if (std::filesystem::exists(shown, unknown)) {
    Result<Identity> kept = FromFiles(shown, secret);
    if (kept.ok()) return kept;
    return Status::Because(Code::kUsage, kept.status().Text() + "; remove " + shown + " and a new pair is made");
  }
  Result<Identity> fresh = Mint(rule);
  if (!fresh.ok()) return fresh;
  std::error_code ignored;
  std::filesystem::create_directories(store, ignored);
  // The certificate last: without it the next start makes a new pair.
  DRAGOMAN_TRY(WriteText(secret, fresh->key, kOwnerOnly));
  DRAGOMAN_TRY(WriteText(shown, fresh->certificate, kEverybodyReads));
  return fresh;
}

}  // namespace dragoman
