#include "apps/dragoman/choose.h"

#include <algorithm>

#include "apps/dragoman/config/suggest.h"
#include "transports/tcp/address.h"

namespace dragoman {

Result<const Dialect*> ChooseDialect(const DialectRegistry& dialects, const std::string& name) {
  if (const Dialect* dialect = dialects.Find(name); dialect != nullptr) return dialect;
  std::vector<std::string> known;
  for (const Dialect* dialect : dialects.all()) known.push_back(dialect->name());
  if (name.empty()) return Status::Because(Code::kUsage, "--dialect is missing. Dialects: " + Join(known));
  return Status::Because(Code::kUsage, UnknownName("dialect", name, known));
}

Result<NetworkEntry> ChooseNetwork(const Dialect& dialect, const std::string& name) {
  const std::vector<NetworkEntry>& networks = dialect.networks();
  if (name.empty() && networks.size() == 1) return networks.front();
  if (const NetworkEntry* network = dialect.FindNetwork(name); network != nullptr) return *network;
  std::vector<std::string> known;
  for (const NetworkEntry& network : networks) known.push_back(network.name);
  if (name.empty()) {
    return Status::Because(Code::kUsage, "--network is missing. Networks of " + dialect.name() + ": " + Join(known));
  }
  return Status::Because(Code::kUsage, UnknownName("network of " + dialect.name(), name, known));
}

Status CheckAddress(std::string_view option, std::string_view address, bool any_port) {
  const Result<Address> read = ParseAddress(address);
  if (read.ok() && (any_port || read->port != 0)) return Ok();
  return Status::Because(Code::kUsage, std::string(option) + " \"" + std::string(address) +
                                           "\" is not HOST:PORT (127.0.0.1:11235, [::1]:11235)");
}

Status CheckPeers(const std::vector<std::string>& peers) {
  for (auto peer = peers.begin(); peer != peers.end(); ++peer) {
    DRAGOMAN_TRY(CheckAddress("--peer", *peer));
    if (std::find(peers.begin(), peer, *peer) == peer) continue;
    return Status::Because(Code::kUsage, "--peer \"" + *peer + "\" is there twice. Once is enough.");
  }
  return Ok();
}

Status CheckFrom(const std::string& from) {
  if (from.empty() || ParseAddress(from).ok() || ParseAddress(from + ":0").ok()) return Ok();
  return Status::Because(Code::kUsage, "--from \"" + from + "\" is no address (127.0.0.1, [::1])");
}

}  // namespace dragoman
