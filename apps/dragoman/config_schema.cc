#include <cstdio>

#include "apps/dragoman/config/schema.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

using config::Key;

// "a whole number of peers"
std::string TypeOf(const Key& key) {
  std::string type(config::Name(key.type));
  if (!key.unit.empty() && key.type != config::Type::kTexts) type += ", " + key.unit;
  return type;
}

void Print(const char* title, const std::vector<Key>& keys, bool limits) {
  std::printf("%s\n", title);
  for (const Key& key : keys) {
    if (key.name.starts_with(config::kLimits) != limits) continue;
    const std::string name = limits ? key.name.substr(config::kLimits.size()) : key.name;
    std::printf("  %-18s %s; default: %s\n", name.c_str(), TypeOf(key).c_str(), config::DefaultText(key).c_str());
    std::printf("  %-18s %s\n", "", key.what.c_str());
    std::printf("  %-18s e.g. %s = %s\n", "", name.c_str(), key.example.c_str());
    if (!key.flag.empty()) std::printf("  %-18s %s, %s\n", "", key.flag.c_str(), key.Environment().c_str());
  }
}

class ConfigSchema final : public Verb {
 public:
  About about() const override {
    return {"config schema", "print every key: type, default, unit, what it is for", "dragoman config schema --json",
            "An editor with a TOML language server checks and completes a configuration with the JSON Schema."};
  }

  void Declare(OptionList& options) override {
    options.Flag("--json", json_, "a JSON Schema (draft 2020-12) for the same file");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (json_) {
      std::puts(config::JsonSchema(dialects).Dump().c_str());
      return ExitCode::kOk;
    }
    Print("[node.NAME]: a node; as many as you like", config::NodeKeys(), false);
    Print("\n[limits] for every node, [node.NAME.limits] for one; a dialect may have defaults of its own "
          "('dragoman config show --dialect D')",
          config::NodeKeys(), true);
    Print("\n[[bridge]]: not in this version, so there may be none", config::BridgeKeys(), false);
    return ExitCode::kOk;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeConfigSchema() { return std::make_unique<ConfigSchema>(); }

}  // namespace dragoman
