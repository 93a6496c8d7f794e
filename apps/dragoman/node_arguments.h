// NodeArguments: the node that a command line means, for the verbs that run one: node, top.
#pragma once

#include "apps/dragoman/instance.h"
#include "apps/dragoman/node_choice.h"

namespace dragoman {

class NodeArguments {
 public:
  void Declare(OptionList& options);
  // Errors: kUsage, kUnsupported.
  Status Check(const DialectRegistry& dialects);
  // Whether any of them was given.
  bool any() const { return choice_.given(); }

  // After Check.
  InstanceOptions MakeOptions() const;
  // Whether anybody can talk to it.
  bool reachable() const;

  struct Failure {
    Status why;
    ExitCode code;
  };
  // Opens, imports, listens and dials.
  std::optional<Failure> Begin(Instance& instance) const;

 private:
  Status OpenRpc(Instance& instance) const;

  NodeChoice choice_;
  std::optional<config::Settings> settings_;
};

}  // namespace dragoman
