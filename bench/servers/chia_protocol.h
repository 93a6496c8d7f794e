// The Rust crate chia-protocol as a program of its own (bench/chia_protocol), which scripts/bench builds where cargo is.
#pragma once

#include <cstdio>
#include <memory>
#include <string_view>

#include <sys/types.h>

#include "core/base/bytes.h"

namespace dragoman::bench {

class ChiaProtocolCrate {
 public:
  // Null if it was not built. It runs on the core of whoever starts it, and ends with it.
  static std::unique_ptr<ChiaProtocolCrate> Start();
  ~ChiaProtocolCrate();
  ChiaProtocolCrate(const ChiaProtocolCrate&) = delete;
  ChiaProtocolCrate& operator=(const ChiaProtocolCrate&) = delete;

  // What the following turns are about, by the crate's own name.
  void Take(std::string_view message, Bytes body);
  // Nanoseconds of its CPU time for so many times "parse", "parse-trusted", "write" or "header-hash".
  double Turn(std::string_view operation, std::uint64_t times);

 private:
  ChiaProtocolCrate() = default;

  pid_t pid_ = -1;
  std::FILE* say_ = nullptr;
  std::FILE* hear_ = nullptr;
};

}  // namespace dragoman::bench
