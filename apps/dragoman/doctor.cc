#include <algorithm>
#include <cstdio>
#include <set>

#include "apps/dragoman/choose.h"
#include "apps/dragoman/doctor/check.h"
#include "apps/dragoman/node_choice.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

using doctor::Check;
using doctor::Nodes;
using doctor::Verdict;

class Doctor final : public Verb {
 public:
  About about() const override {
    return {"doctor", "clock, limits, ports, certificates, disk",
            "dragoman doctor --dialect flowee --network regtest --store chain 127.0.0.1:11235",
            "Looks at what a node would need here, and whether each HOST:PORT can be reached. Each line: ok, warning or "
            "failed, what was seen and the next step. Exit code 1 if something failed."};
  }

  void Declare(OptionList& options) override {
    choice_.DeclareFile(options);
    choice_.DeclareNetwork(options);
    choice_.DeclareStore(options);
    choice_.DeclareListen(options);
    options.Add("HOST:PORT", "", &addresses_, "look whether somebody takes connections there")
        .Flag("--json", json_, R"(one JSON object: {"ok", "checks": [{"check", "verdict", "seen", "next"}]})");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    for (const std::string& address : addresses_) {
      if (const Status wrong = CheckAddress("HOST:PORT", address); !wrong.ok()) return Fail(wrong);
    }
    Nodes nodes = Configured(dialects);
    Tell(doctor::CheckClock());
    Tell(doctor::CheckDescriptors(nodes));
    Tell(doctor::CheckMemory(nodes));
    LookAtPorts(dialects, nodes);
    LookAtDisks(nodes);
    LookAtPeers(nodes);
    if (json_) PrintJson();
    return failed_ ? ExitCode::kCheckFailed : ExitCode::kOk;
  }

 private:
  // The nodes to look for; a node of the defaults where none is described, or not well.
  Nodes Configured(const DialectRegistry& dialects) {
    Result<Nodes> settled = choice_.Settle(dialects);
    if (!settled.ok()) {
      const std::string all = settled.status().ToString();
      Tell(Check::Of("configuration", Verdict::kFailed, all.substr(0, all.find('\n')),
                     choice_.has_file() ? "'dragoman config lint " + choice_.file() + "' tells all that is wrong."
                                        : "'dragoman doctor --help' shows how."));
      Nodes defaults;
      defaults.emplace_back(nullptr, nullptr, config::Flags(), [](const char*) { return nullptr; }, dialects);
      return defaults;
    }
    bool sound = true;
    for (const config::Settings& node : *settled) {
      if (!choice_.has_file() && node.text("dialect").empty() && node.faults().size() == 1) continue;  // any dialect
      for (const std::string& fault : node.faults()) {
        sound = false;
        Tell(Check::Of("configuration", Verdict::kFailed, fault, "'dragoman config show' shows who says what."));
      }
    }
    if (sound && choice_.has_file()) Tell(Check::Of("configuration", Verdict::kOk, choice_.file() + ": nothing is wrong"));
    return *std::move(settled);
  }

  void LookAtPorts(const DialectRegistry& dialects, const Nodes& nodes) {
    bool named = false;
    for (const config::Settings& node : nodes) {
      const std::string listen = node.text("listen");
      if (listen.empty()) continue;
      Tell(doctor::CheckListen(listen));
      named = true;
    }
    if (!named) Tell(doctor::CheckUsualPorts(dialects, nodes));
  }

  void LookAtDisks(const Nodes& nodes) {
    std::vector<std::string> stores;
    for (const config::Settings& node : nodes) {
      const std::string store = node.text("store");
      if (store.empty() || std::ranges::find(stores, store) != stores.end()) continue;
      stores.push_back(store);
      const bool known = node.faults().empty();
      Tell(doctor::CheckDisk(store));
      Tell(doctor::CheckStore(store, known ? node.dialect().family() + ":" + node.network() : std::string()));
    }
    if (stores.empty()) Tell(Check::Of("disk", Verdict::kOk, "no store is named, so nothing is kept: all is in memory"));
    Tell(doctor::CheckCertificates(nodes));
  }

  void LookAtPeers(const Nodes& nodes) {
    std::set<std::string> told;
    for (const std::string& address : addresses_) {
      if (told.insert(address).second) Tell(doctor::CheckReachable(address, nodes.front().text("from"), true));
    }
    for (const config::Settings& node : nodes) {
      for (const std::string& address : node.texts("peers")) {
        const bool sound = CheckAddress("", address).ok() && told.insert(address).second;
        if (sound) Tell(doctor::CheckReachable(address, node.text("from"), false));
      }
    }
  }

  void Tell(Check check) {
    failed_ = failed_ || check.verdict == Verdict::kFailed;
    if (!json_) {
      std::printf("%-8s %-13s %s\n", std::string(doctor::Name(check.verdict)).c_str(), check.name.c_str(),
                  check.seen.c_str());
      if (!check.next.empty()) std::printf("%-8s %-13s -> %s\n", "", "", check.next.c_str());
      std::fflush(stdout);
    }
    checks_.push_back(std::move(check));
  }

  void PrintJson() const {
    Json::Array checks;
    for (const Check& check : checks_) {
      Json one;
      one.Set("check", check.name);
      one.Set("verdict", doctor::Name(check.verdict));
      one.Set("seen", check.seen);
      if (!check.next.empty()) one.Set("next", check.next);
      checks.push_back(std::move(one));
    }
    Json told;
    told.Set("ok", !failed_);
    told.Set("checks", std::move(checks));
    std::puts(told.Dump().c_str());
  }

  NodeChoice choice_;
  std::vector<std::string> addresses_;
  bool json_ = false;
  bool failed_ = false;
  std::vector<Check> checks_;
};

}  // namespace

std::unique_ptr<Verb> MakeDoctor() { return std::make_unique<Doctor>(); }

}  // namespace dragoman
