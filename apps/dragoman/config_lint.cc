#include <cstdio>

#include "apps/dragoman/config/file.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

class ConfigLint final : public Verb {
 public:
  About about() const override {
    return {"config lint", "tell all that is wrong with a configuration, with file and line",
            "dragoman config lint node.toml",
            "Exit code 0: nothing; 1: something, a finding a line; 2: it cannot be read. Where TOML's grammar is "
            "broken that is the only finding."};
  }

  void Declare(OptionList& options) override {
    options.Add("FILE", "", &file_, "the configuration; '-': stdin")
        .Required()
        .Offers(OptionList::Offer::kFiles)
        .Flag("--json", json_, R"(one JSON object: {"file", "nodes", "findings": [{"file", "line", "column", "text"}]})");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    const Result<config::File> file = config::Load(file_, dialects);
    if (!file.ok()) return Fail(file.status());
    if (json_) {
      PrintJson(*file);
    } else {
      for (const config::Finding& finding : file->findings) std::puts(finding.ToString().c_str());
      const std::size_t count = file->findings.size();
      if (count == 0) Talk(file_ + ": nothing is wrong.");
      if (count > 0) Talk(file_ + ": " + std::to_string(count) + (count == 1 ? " finding." : " findings."));
    }
    return file->findings.empty() ? ExitCode::kOk : ExitCode::kCheckFailed;
  }

 private:
  static void PrintJson(const config::File& file) {
    Json::Array nodes;
    for (const config::NodeTable& node : file.nodes) nodes.emplace_back(node.name);
    Json::Array findings;
    for (const config::Finding& finding : file.findings) findings.push_back(finding.ToJson());
    Json told;
    told.Set("file", file.path);
    told.Set("nodes", std::move(nodes));
    told.Set("findings", std::move(findings));
    std::puts(told.Dump().c_str());
  }

  std::string file_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeConfigLint() { return std::make_unique<ConfigLint>(); }

}  // namespace dragoman
