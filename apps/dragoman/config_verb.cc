#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

class Config final : public Verb {
 public:
  About about() const override {
    return {"config", "lint, show and describe configurations: lint | show | schema",
            "dragoman config lint node.toml",
            "A configuration is a TOML file with a table [node.NAME] for each node. docs/configuration.md has the whole."};
  }

  void Declare(OptionList& /*options*/) override {}

  std::vector<std::unique_ptr<Verb>> Parts() const override {
    std::vector<std::unique_ptr<Verb>> parts;
    for (const auto make : {MakeConfigLint, MakeConfigShow, MakeConfigSchema}) parts.push_back(make());
    return parts;
  }

  ExitCode Run(const DialectRegistry& /*dialects*/) override { return ExitCode::kUsage; }
};

}  // namespace

std::unique_ptr<Verb> MakeConfig() { return std::make_unique<Config>(); }

}  // namespace dragoman
