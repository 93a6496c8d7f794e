#include "apps/dragoman/config/keys.h"

#include <algorithm>
#include <cctype>

#include "core/peer/limits.h"

namespace dragoman::config {
namespace {

// Doubles hold every whole number up to here; no byte or peer count comes near.
constexpr double kMostCounted = 9007199254740991;
constexpr double kMostCount32 = 4294967295;
// Some thirty years, far from where a Duration ends.
constexpr double kMostSeconds = 1e9;
constexpr double kLeastSeconds = 0.001;
constexpr double kMostPoints = 1e9;

struct KeyOfLimit {
  Key key;

  void Set(const std::size_t& /*value*/) { Number(Type::kCount, 0, kMostCounted, "1000"); }
  void Set(const double& /*value*/) { Number(Type::kNumber, 0, kMostPoints, "2.5"); }
  void Set(const Duration& /*value*/) { Number(Type::kNumber, kLeastSeconds, kMostSeconds, "2.5"); }
  void Set(const std::vector<IpRange>& /*value*/) {
    key.type = Type::kTexts;
    key.form = Form::kRange;
    key.example = R"(["192.0.2.0/24", "2001:db8::1"])";
    key.fallback = "none";
  }

 private:
  void Number(Type type, double least, double most, const char* example) {
    key.type = type;
    key.least = least;
    key.most = most;
    key.example = example;
  }
};

Key TextKey(std::string name, Form form, std::string what, std::string fallback, std::string example) {
  Key key;
  key.flag = "--" + name;
  std::ranges::replace(key.flag, '_', '-');
  key.name = std::move(name);
  key.form = form;
  key.what = std::move(what);
  key.fallback = std::move(fallback);
  key.example = std::move(example);
  return key;
}

Key CountKey(const std::string& name, std::string what, std::string fallback, std::string example) {
  Key key = TextKey(name, Form::kAny, std::move(what), std::move(fallback), std::move(example));
  key.type = Type::kCount;
  key.most = kMostCount32;
  return key;
}

std::vector<Key> MakeNodeKeys() {
  std::vector<Key> keys;
  keys.push_back(TextKey("dialect", Form::kDialect, "the wire dialect it speaks", "", R"("flowee")"));
  keys.back().required = true;
  keys.push_back(TextKey("network", Form::kNetwork, "the network of that dialect it is on",
                         "the dialect's only one; else it has to be said", R"("regtest")"));
  keys.push_back(TextKey("store", Form::kDirectory, "the directory that keeps what it learns", "none: in memory",
                         R"("chain")"));
  keys.push_back(TextKey("listen", Form::kListen, "where it takes connections; port 0: any", "none: it does not listen",
                         R"("127.0.0.1:11235")"));
  keys.push_back(TextKey("peers", Form::kRemote, "whom it connects to and follows", "none", R"(["127.0.0.1:11236"])"));
  keys.back().type = Type::kTexts;
  keys.back().flag = "--peer";
  keys.push_back(TextKey("from", Form::kLocal, "the local address it connects from", "the system's choice",
                         R"("127.0.0.1")"));
  keys.push_back(TextKey("import", Form::kFile, "a file of blocks it reads first; goes on where it was interrupted",
                         "none", R"("blk00000.dat")"));
  keys.push_back(TextKey("cert", Form::kFile, "the certificate it shows, PEM, instead of its own",
                         "made once and kept in the store", R"("node.crt")"));
  keys.push_back(TextKey("key", Form::kFile, "the private key of cert, PEM", "made once and kept in the store",
                         R"("node.key")"));
  const std::size_t first_own = keys.size();
  keys.push_back(CountKey("outbound", "peers it finds and connects to by itself", "0: only those it is told", "8"));
  keys.push_back(CountKey("max_peers", "full nodes it keeps company with in all", "the dialect's", "40"));
  keys.push_back(CountKey("fork2_height", "the height of Chia's hard fork 2 on this network", "none", "100"));
  keys.push_back(CountKey("rate_limits", "the version of Chia's rate limits it offers where it dials: 2 or 3", "2", "3"));
  keys.back().flag.clear();
  keys.back().least = 2;
  keys.back().most = 3;
  for (std::size_t i = first_own; i < keys.size(); ++i) keys[i].dialects_own = true;
  keys.push_back(TextKey("rpc", Form::kListen, "where it answers the tools of its network by HTTPS (Chia)",
                         "none: it answers none", R"("127.0.0.1:8555")"));
  keys.push_back(TextKey("rpc_ca", Form::kFile, "who must have signed the certificates of those tools, PEM",
                         "made once and kept in the store", R"("private_ca.crt")"));
  keys.push_back(TextKey("rpc_cert", Form::kFile, "the certificate that it shows them, PEM",
                         "made once and kept in the store", R"("private_full_node.crt")"));
  keys.push_back(TextKey("rpc_key", Form::kFile, "the private key of rpc_cert, PEM", "made once and kept in the store",
                         R"("private_full_node.key")"));
  const Limits defaults;
  Limits::Each(
      [&keys](const Limits::Entry& entry, const auto& value) {
        KeyOfLimit made;
        made.Set(value);
        made.key.name = std::string(kLimits) + std::string(entry.key);
        made.key.unit = entry.unit;
        made.key.what = entry.reason;
        made.key.flag = "--limit " + std::string(entry.key) + "=";
        keys.push_back(std::move(made.key));
      },
      defaults);
  return keys;
}

std::vector<Key> MakeBridgeKeys() {
  std::vector<Key> keys;
  keys.push_back(TextKey("from", Form::kAny, "the names of the nodes it hears", "", R"(["kas", "xch"])"));
  keys.push_back(TextKey("take", Form::kAny, "the kinds of objects and events it takes", "", R"(["block", "tx"])"));
  keys.push_back(TextKey("to", Form::kAny, "the sinks they go to", "", R"(["stdout", "file:events.jsonl"])"));
  for (Key& key : keys) {
    key.type = Type::kTexts;
    key.flag.clear();
  }
  return keys;
}

}  // namespace

std::string Key::Environment() const {
  std::string variable = "DRAGOMAN_";
  for (const char c : name) {
    variable += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return variable;
}

const std::vector<Key>& NodeKeys() {
  static const std::vector<Key> kKeys = MakeNodeKeys();
  return kKeys;
}

const std::vector<Key>& BridgeKeys() {
  static const std::vector<Key> kKeys = MakeBridgeKeys();
  return kKeys;
}

const Key* FindKey(const std::vector<Key>& keys, std::string_view name) {
  const auto found = std::ranges::find_if(keys, [&](const Key& key) { return key.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

}  // namespace dragoman::config
