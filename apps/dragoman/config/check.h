// Check: whether what a key is set to can be meant; the same wherever it was set.
#pragma once

#include "apps/dragoman/config/keys.h"
#include "core/dialect/registry.h"

namespace dragoman::config {

// What is wrong and what would be right, as a sentence; empty if it can be meant.
std::string Fault(const Key& key, const Value& value, const DialectRegistry& dialects);
// A network can only be judged beside its dialect. `name` empty: it was left out.
std::string NetworkFault(const Dialect& dialect, const std::string& name);
// Why nodes of this dialect have no use for the key, as a sentence; empty if they have.
std::string UseFault(const Key& key, const Dialect& dialect);
std::string DialectMissing(const DialectRegistry& dialects);

}  // namespace dragoman::config
