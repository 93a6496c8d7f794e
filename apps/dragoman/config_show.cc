#include <algorithm>
#include <cstdio>

#include "apps/dragoman/config/schema.h"
#include "apps/dragoman/node_choice.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

using config::Key;
using config::Setting;
using config::Settings;

std::string Value(const Key& key, const Setting& setting) {
  const std::string text = config::Text(setting.value);
  if (text.empty()) return "(" + (key.required ? "has to be said" : key.fallback) + ")";
  const bool number = key.type == config::Type::kCount || key.type == config::Type::kNumber;
  return number ? text + " " + key.unit : text;
}

std::string Source(const Setting& setting) {
  if (setting.source.empty()) return std::string(config::Name(setting.origin));
  return setting.origin == config::Origin::kDialect ? "dialect " + setting.source : setting.source;
}

class ConfigShow final : public Verb {
 public:
  About about() const override {
    return {"config show", "print every effective value and where it came from",
            "dragoman config show node.toml --limit inbound=8",
            "Of every node of FILE, or of one that flags and environment make up. Flag goes before DRAGOMAN_... "
            "environment, before file, before dialect, before default."};
  }

  void Declare(OptionList& options) override {
    options.Add("FILE", "", &file_, "the configuration; '-': stdin").Offers(OptionList::Offer::kFiles);
    choice_.DeclareName(options, "only the node [node.NAME] of it");
    choice_.DeclareNetwork(options);
    choice_.DeclareStore(options);
    choice_.DeclareListen(options);
    choice_.DeclareRest(options);
    options.Flag("--json", json_, "one JSON object");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    choice_.UseFile(file_);
    const Result<std::vector<Settings>> nodes = choice_.Settle(dialects);
    if (!nodes.ok()) return Fail(nodes.status());
    bool sound = true;
    Json::Array all;
    for (const Settings& node : *nodes) {
      if (json_) all.push_back(ToJson(node));
      if (!json_) Print(node, nodes->size() > 1);
      // Nothing said at all is a question for the defaults.
      if (!choice_.has_file() && node.text("dialect").empty() && node.faults().size() == 1) continue;
      for (const std::string& fault : node.faults()) Talk(fault);
      sound = sound && node.faults().empty();
    }
    if (json_) {
      Json told;
      told.Set("nodes", std::move(all));
      std::puts(told.Dump().c_str());
    }
    return sound ? ExitCode::kOk : ExitCode::kUsage;
  }

 private:
  void Print(const Settings& node, bool apart) {
    if (!node.name().empty()) std::printf("[node.%s]\n", node.name().c_str());
    std::vector<std::array<std::string, 4>> rows{{"key", "value", "from", "what it is for"}};
    for (const Key& key : config::NodeKeys()) {
      const Setting& setting = node[key.name];
      rows.push_back({key.name, Value(key, setting), Source(setting), key.what});
    }
    std::array<int, 3> widths{};
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], static_cast<int>(row[i].size()));
    }
    for (const auto& row : rows) {
      std::printf("%-*s  %-*s  %-*s  %s\n", widths[0], row[0].c_str(), widths[1], row[1].c_str(), widths[2],
                  row[2].c_str(), row[3].c_str());
    }
    if (apart) std::puts("");
  }

  static Json ToJson(const Settings& node) {
    Json::Array settings;
    for (const Key& key : config::NodeKeys()) {
      const Setting& setting = node[key.name];
      Json one;
      one.Set("key", key.name);
      one.Set("value", config::ToJson(setting.value));
      if (!key.unit.empty()) one.Set("unit", key.unit);
      one.Set("from", config::Name(setting.origin));
      if (!setting.source.empty()) one.Set("source", setting.source);
      one.Set("what", key.what);
      settings.push_back(std::move(one));
    }
    Json told;
    if (!node.name().empty()) told.Set("name", node.name());
    told.Set("settings", std::move(settings));
    return told;
  }

  std::string file_;
  NodeChoice choice_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeConfigShow() { return std::make_unique<ConfigShow>(); }

}  // namespace dragoman
