// Keys: every key of a configuration, once. The reader, `config lint`, `config show`, `config schema`, the environment
// and docs/configuration.md all go by these tables.
#pragma once

#include <string>
#include <vector>

#include "apps/dragoman/config/value.h"

namespace dragoman::config {

// What a text means, and so what it is checked for.
enum class Form : std::uint8_t {
  kAny,
  kDialect,
  kNetwork,
  kListen,  // HOST:PORT, port 0: any
  kRemote,  // HOST:PORT
  kLocal,   // ADDRESS or ADDRESS:PORT
  kRange,   // ADDRESS or ADDRESS/BITS
  kFile,
  kDirectory,
};

struct Key {
  std::string name;      // "listen", "limits.inbound"
  Type type = Type::kText;
  Form form = Form::kAny;
  std::string unit;      // of numbers
  std::string what;      // what it is for
  std::string fallback;  // the default in words, where it has no value of its own
  std::string example;   // a value as TOML
  std::string flag = {};  // of `dragoman node`
  double least = 0;      // of numbers
  double most = 0;
  bool required = false;
  bool dialects_own = false;  // refused where the dialect does not name it among its settings

  // DRAGOMAN_LISTEN, DRAGOMAN_LIMITS_INBOUND
  std::string Environment() const;
};

// Of [node.NAME], those of its table `limits` last, as "limits.inbound".
const std::vector<Key>& NodeKeys();
// Of [[bridge]], which is no part of this version.
const std::vector<Key>& BridgeKeys();

inline constexpr std::string_view kLimits = "limits.";

const Key* FindKey(const std::vector<Key>& keys, std::string_view name);

}  // namespace dragoman::config
