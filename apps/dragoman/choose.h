// Choose: the dialect and the network that the command line names, or a sentence with those that there are.
#pragma once

#include <string>
#include <vector>

#include "core/dialect/registry.h"

namespace dragoman {

// Errors: kUsage.
Result<const Dialect*> ChooseDialect(const DialectRegistry& dialects, const std::string& name);
// Where there is exactly one network, `name` may be empty. Errors: kUsage.
Result<NetworkEntry> ChooseNetwork(const Dialect& dialect, const std::string& name);

// HOST:PORT or [HOST]:PORT; a port of 0 only where any port will do. `option` names it in the kUsage sentence.
Status CheckAddress(std::string_view option, std::string_view address, bool any_port = false);

// What --peer was given: addresses, each once.
Status CheckPeers(const std::vector<std::string>& peers);

// A local address to dial from: ADDRESS or ADDRESS:PORT, or empty.
Status CheckFrom(const std::string& from);

}  // namespace dragoman
