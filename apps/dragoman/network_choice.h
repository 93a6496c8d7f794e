// NetworkChoice: the dialect and the network that a command line names.
#pragma once

#include "apps/dragoman/verb.h"

namespace dragoman {

class NetworkChoice {
 public:
  void Declare(OptionList& options);
  // Errors: kUsage.
  Status Choose(const DialectRegistry& dialects);

  // For what does not depend on it: where none is named it is the dialect's first.
  void TakeAnyNetwork() { any_network_ = true; }
  bool given() const { return !dialect_name_.empty() || !network_.empty(); }

  // After Choose.
  const Dialect& dialect() const { return *dialect_; }
  const std::string& network() const { return network_; }

 private:
  std::string dialect_name_;
  std::string network_;
  bool any_network_ = false;
  const Dialect* dialect_ = nullptr;
};

}  // namespace dragoman
