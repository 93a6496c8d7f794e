// RpcKeys: who may ask a node by RPC, and how it shows itself to them: certificates that one private authority signed.
// The user's own, or an authority of ours, made once for a store and kept there with a pair for clients:
// rpc-ca.crt, rpc-ca.key, rpc.crt, rpc.key, rpc-client.crt, rpc-client.key.
#pragma once

#include <string>

#include "core/base/result.h"

namespace dragoman {

struct RpcFiles {
  std::string authority;    // who must have signed the clients
  std::string certificate;  // what we show
  std::string key;
};

struct RpcKeys {
  // PEM
  std::string authority;
  std::string certificate;
  std::string key;
  // What a client shows, for the line at start; empty where the user's files say it.
  std::string how_to_ask = {};
};

// `files`: all or none of them are given. `store`: a directory, or empty. Errors: kUsage, kStorage.
Result<RpcKeys> TakeRpcKeys(const RpcFiles& files, const std::string& store);

}  // namespace dragoman
