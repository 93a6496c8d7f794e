#include "apps/dragoman/rpc_keys.h"

#include <filesystem>

#include "apps/dragoman/key_files.h"
#include "transports/tls/leaf.h"

namespace dragoman {
namespace {

Result<RpcKeys> Read(const RpcFiles& files) {
  RpcKeys keys;
  const std::pair<const std::string&, std::string&> all[] = {
      {files.authority, keys.authority}, {files.certificate, keys.certificate}, {files.key, keys.key}};
  for (const auto& [path, text] : all) {
    Result<std::string> read = ReadText(path);
    if (!read.ok()) return read.status();
    text = std::move(*read);
  }
  return keys;
}

Status Keep(const std::string& path, const PemPair& pair) {
  DRAGOMAN_TRY(WriteText(path + ".key", pair.key, kOwnerOnly));
  return WriteText(path + ".crt", pair.certificate, kEverybodyReads);
}

Status Make(const std::string& folder) {
  const Result<PemPair> authority = MakeAuthority({"Dragoman RPC CA", "Dragoman"});
  if (!authority.ok()) return authority.status();
  LeafOptions server;
  server.subject = {"Dragoman RPC", "Dragoman"};
  server.dns = {"localhost"};
  server.addresses = {"127.0.0.1", "::1"};
  const Result<PemPair> shown = MintLeaf(*authority, server);
  if (!shown.ok()) return shown.status();
  LeafOptions client;
  client.subject = {"Dragoman RPC client", "Dragoman"};
  const Result<PemPair> asking = MintLeaf(*authority, client);
  if (!asking.ok()) return asking.status();
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  DRAGOMAN_TRY(Keep(folder + "/rpc-ca", *authority));
  DRAGOMAN_TRY(Keep(folder + "/rpc", *shown));
  // Last: without its certificate the next start makes all of them anew.
  return Keep(folder + "/rpc-client", *asking);
}

}  // namespace

Result<RpcKeys> TakeRpcKeys(const RpcFiles& files, const std::string& store) {
  const bool none = files.authority.empty() && files.certificate.empty() && files.key.empty();
  if (!none) {
    if (!files.authority.empty() && !files.certificate.empty() && !files.key.empty()) return Read(files);
    return Status::Because(Code::kUsage,
                           "--rpc-ca, --rpc-cert and --rpc-key go together: the authority that signs the clients, our "
                           "certificate and its private key, all PEM");
  }
  if (store.empty()) {
    return Status::Because(Code::kUsage,
                           "--rpc needs a place for its certificates: --store DIR, or your own with --rpc-ca, "
                           "--rpc-cert and --rpc-key");
  }
  const std::string client = store + "/rpc-client.crt";
  std::error_code unknown;
  if (!std::filesystem::exists(client, unknown)) DRAGOMAN_TRY(Make(store));
  Result<RpcKeys> keys = Read({store + "/rpc-ca.crt", store + "/rpc.crt", store + "/rpc.key"});
  if (keys.ok()) keys->how_to_ask = "--cacert " + store + "/rpc-ca.crt --cert " + client + " --key " + store + "/rpc-client.key";
  return keys;
}

}  // namespace dragoman
