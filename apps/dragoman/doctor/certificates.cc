// Certificates that nodes show, and the keys beside them.
#include <sys/stat.h>

#include <filesystem>

#include "apps/dragoman/config/suggest.h"
#include "apps/dragoman/doctor/check.h"
#include "apps/dragoman/identity.h"
#include "transports/tls/context.h"

namespace dragoman::doctor {
namespace {

namespace fs = std::filesystem;

struct Keys {
  std::size_t count = 0;
  std::vector<std::string> open;  // that others than their owner may read

  void Look(const fs::path& file) {
    struct stat state {};
    if (::stat(file.c_str(), &state) != 0 || !S_ISREG(state.st_mode)) return;
    ++count;
    if ((state.st_mode & 0077U) != 0) open.push_back(file.string());
  }
  void LookInto(const std::string& directory) {
    std::error_code error;
    for (fs::directory_iterator file(directory, error), end; !error && file != end; file.increment(error)) {
      const std::string kind = file->path().extension().string();
      if (kind == ".key" || kind == ".pem") Look(file->path());
    }
  }
};

// Whether a node can start with the files it was given.
Status PairOf(const config::Settings& node) {
  const std::string certificate = node.text("cert");
  const std::string key = node.text("key");
  const bool given = node.faults().empty() && !(certificate.empty() && key.empty());
  if (!given) return Ok();
  const Result<Identity> pair = TakeIdentity(*node.dialect().tls(), certificate, key, {});
  if (!pair.ok()) return pair.status();
  TlsOptions options;
  options.certificate = pair->certificate;
  options.key = pair->key;
  options.authorities = node.dialect().tls()->authority_certificate;
  const auto usable = TlsContext::ForAcceptor(std::move(options));
  return usable.ok() ? Ok() : Status::Because(Code::kUsage, certificate + " and " + key + ": " + usable.status().Text());
}

}  // namespace

Check CheckCertificates(const Nodes& nodes) {
  Keys keys;
  for (const config::Settings& node : nodes) {
    if (const Status wrong = PairOf(node); !wrong.ok()) {
      return Check::Of("certificates", Verdict::kFailed, wrong.Text(), "Name a certificate and its private key, both PEM.");
    }
    if (const std::string store = node.text("store"); !store.empty()) keys.LookInto(store);
    for (const char* key : {"key", "rpc_key"}) {
      if (const std::string file = node.text(key); !file.empty()) keys.Look(file);
    }
  }
  if (!keys.open.empty()) {
    return Check::Of("certificates", Verdict::kFailed, "others may read " + Join(keys.open), "chmod 600 " + keys.open.front());
  }
  if (keys.count == 0) {
    return Check::Of("certificates", Verdict::kOk, "no keys yet; where a dialect needs one it is made at the first start");
  }
  return Check::Of("certificates", Verdict::kOk, std::to_string(keys.count) +
                                                     (keys.count == 1 ? " key is its owner's alone" : " keys are their owner's alone"));
}

}  // namespace dragoman::doctor
