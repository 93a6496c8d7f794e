// NodeArguments: the options of a node, for the verbs that run one: node, top.
#pragma once

#include "apps/dragoman/instance.h"
#include "apps/dragoman/network_choice.h"
#include "apps/dragoman/verb.h"

namespace dragoman {

class NodeArguments {
 public:
  void Declare(OptionList& options);
  // Errors: kUsage, kUnsupported.
  Status Check(const DialectRegistry& dialects);

  // After Check.
  InstanceOptions MakeOptions() const;
  const NetworkChoice& choice() const { return choice_; }
  // Whether any of them was given.
  bool any() const;
  // Whether anybody can talk to it.
  bool reachable() const { return !listen_.empty() || !peers_.empty(); }

  struct Failure {
    Status why;
    ExitCode code;
  };
  // Opens, imports, listens and dials.
  std::optional<Failure> Begin(Instance& instance) const;

 private:
  NetworkChoice choice_;
  std::string store_;
  std::string listen_;
  std::vector<std::string> peers_;
  std::string from_;
  std::string import_;
};

}  // namespace dragoman
