// NodeChoice: the nodes that a command line means, with what they run with: one of flags and the environment alone, or
// those of a configuration (docs/configuration.md).
#pragma once

#include "apps/dragoman/config/settings.h"
#include "apps/dragoman/verb.h"

namespace dragoman {

class NodeChoice {
 public:
  // --config FILE and --name NAME.
  void DeclareFile(OptionList& options);
  void DeclareName(OptionList& options, std::string help);
  // What a key of the configuration may be set to for this once.
  void DeclareNetwork(OptionList& options);
  void DeclareListen(OptionList& options);
  void DeclareStore(OptionList& options);
  void DeclareRest(OptionList& options);

  // The file, for a verb that has it elsewhere.
  void UseFile(std::string file) { file_ = std::move(file); }
  bool has_file() const { return !file_.empty(); }
  const std::string& file() const { return file_; }

  // Whether anything was said of a node.
  bool given() const {
    return has_file() || !(name_.empty() && dialect_.empty() && network_.empty() && store_.empty() && listen_.empty() &&
                           peers_.empty() && from_.empty() && import_.empty() && limits_.empty() && cert_.empty() && key_.empty() &&
                           exempt_.empty() && outbound_.empty() && max_peers_.empty() && fork2_height_.empty() &&
                           rpc_.empty() && rpc_ca_.empty() && rpc_cert_.empty() && rpc_key_.empty());
  }

  // All nodes of the file, or the one that --name means; one without a file. What is wrong with their settings stands
  // in them. Errors: kUsage, a sentence a line: what is wrong with the file or a flag.
  Result<std::vector<config::Settings>> Settle(const DialectRegistry& dialects);
  // The one node, fit to be run. Errors: kUsage.
  Result<config::Settings> SettleOne(const DialectRegistry& dialects);

 private:
  Result<config::Flags> TakeFlags() const;

  std::string file_;
  std::string name_;
  std::string dialect_;
  std::string network_;
  std::string store_;
  std::string listen_;
  std::vector<std::string> peers_;
  std::string from_;
  std::string import_;
  std::string cert_;
  std::string key_;
  std::vector<std::string> exempt_;
  std::string outbound_;
  std::string max_peers_;
  std::string fork2_height_;
  std::string rpc_;
  std::string rpc_ca_;
  std::string rpc_cert_;
  std::string rpc_key_;
  std::vector<std::string> limits_;
};

}  // namespace dragoman
