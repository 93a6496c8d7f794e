// Check: one line of `dragoman doctor`: what was looked at, what was seen, and what to do about it.
#pragma once

#include <string>
#include <vector>

#include "apps/dragoman/config/settings.h"

namespace dragoman::doctor {

enum class Verdict : std::uint8_t { kOk, kWarning, kFailed };
// "ok", "warning", "failed"
std::string_view Name(Verdict verdict);

struct Check {
  std::string name;  // "clock"
  Verdict verdict = Verdict::kOk;
  std::string seen;
  std::string next;  // the next step; empty if nothing is wrong

  static Check Of(std::string name, Verdict verdict, std::string seen, std::string next = {});
};

using Nodes = std::vector<config::Settings>;

// --- machine ---
// The wall clock can be right, the steady one goes on, and both go alike.
Check CheckClock();
// Open files against what the limits of these nodes allow; each node is a process of its own.
Check CheckDescriptors(const Nodes& nodes);
// What peers may make us keep against what there is.
Check CheckMemory(const Nodes& nodes);

// --- ports ---
// Whether HOST:PORT can be listened on, or who does.
Check CheckListen(const std::string& address);
// The ports that the nodes of this network (or of all) usually have, on loopback.
Check CheckUsualPorts(const DialectRegistry& dialects, const Nodes& nodes);
// Whether somebody takes connections there. `needed`: else it is a warning only.
Check CheckReachable(const std::string& address, const std::string& from, bool needed);

// --- disk ---
// The directory and its disk.
Check CheckDisk(const std::string& directory);
// What is in it. `network` ("flowee:regtest") may be empty: any.
Check CheckStore(const std::string& directory, const std::string& network);

// --- certificates ---
// Certificates and keys that these nodes were given, and the keys in their stores.
Check CheckCertificates(const Nodes& nodes);

}  // namespace dragoman::doctor
