#include <cstdio>

#include "apps/dragoman/config/suggest.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

Json::Array NetworkNames(const Dialect& dialect) {
  Json::Array names;
  for (const NetworkEntry& network : dialect.networks()) names.emplace_back(network.name);
  return names;
}

Json Describe(const Dialect& dialect) {
  Json::Array messages;
  for (const MessagePlan& message : dialect.plan()->messages) messages.emplace_back(message.name);
  Json described;
  described.Set("name", dialect.name());
  described.Set("family", dialect.family());
  described.Set("transport", Name(dialect.transport()));
  described.Set("messages", std::move(messages));
  described.Set("networks", NetworkNames(dialect));
  return described;
}

class Dialects final : public Verb {
 public:
  About about() const override {
    return {"dialects", "the dialects of this program, their messages and networks", "dragoman dialects --json"};
  }

  void Declare(OptionList& options) override { options.Flag("--json", json_, "a JSON list instead of a table"); }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (json_) {
      Json::Array list;
      for (const Dialect* dialect : dialects.all()) list.push_back(Describe(*dialect));
      std::puts(Json(std::move(list)).Dump().c_str());
      return ExitCode::kOk;
    }
    std::printf("%-18s %-10s %-10s %8s  %s\n", "dialect", "family", "transport", "messages", "networks");
    for (const Dialect* dialect : dialects.all()) {
      std::vector<std::string> networks;
      for (const NetworkEntry& network : dialect->networks()) networks.push_back(network.name);
      std::printf("%-18s %-10s %-10s %8zu  %s\n", dialect->name().c_str(), dialect->family().c_str(),
                  std::string(Name(dialect->transport())).c_str(), dialect->plan()->messages.size(),
                  Join(networks).c_str());
    }
    return ExitCode::kOk;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeDialects() { return std::make_unique<Dialects>(); }

}  // namespace dragoman
