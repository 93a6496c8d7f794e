// NetworkChoice: the dialect and the network that a command line names.
#pragma once

#include "apps/dragoman/verb.h"

namespace dragoman {

class NetworkChoice {
 public:
  void Declare(OptionList& options);
  // Errors: kUsage.
  Status Choose(const DialectRegistry& dialects);

  bool given() const { return !dialect_name_.empty() || !network_.empty(); }

  // After Choose.
  const Dialect& dialect() const { return *dialect_; }
  const std::string& network() const { return network_; }

 private:
  std::string dialect_name_;
  std::string network_;
  const Dialect* dialect_ = nullptr;
};

}  // namespace dragoman
