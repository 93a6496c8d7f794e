#include "apps/dragoman/identity.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "transports/tls/leaf.h"

namespace dragoman {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kEverybodyReads = 0644;

Result<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status::Because(Code::kUsage, path + " cannot be read");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Status WriteText(const std::string& path, const std::string& text, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  const bool written = file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(file) == 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (written) return Ok();
  return Status::Because(Code::kStorage, path + " cannot be written: " + std::strerror(error));
}

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
  if (std::filesystem::exists(shown)) return FromFiles(shown, secret);
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
