// Trace: everything that happened in one run, in its order, as one number; two runs of a seed give
// the same one. With DRAGOMAN_TRACE=FILE the lines themselves are written there.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace dragoman::simulation {

class Trace {
 public:
  Trace() {
    if (const char* path = std::getenv("DRAGOMAN_TRACE"); path != nullptr) file_ = std::fopen(path, "w");
  }
  ~Trace() {
    if (file_ != nullptr) std::fclose(file_);
  }
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  void Add(Instant at, std::string_view who, std::string_view what) {
    const std::string time = std::to_string(at.time_since_epoch().count());
    for (const std::string_view text : {std::string_view(time), who, what}) Mix(text);
    ++lines_;
    if (file_ == nullptr) return;
    const double seconds = std::chrono::duration<double>(at.time_since_epoch()).count();
    std::fprintf(file_, "%12.6f %-6.*s %.*s\n", seconds, static_cast<int>(who.size()), who.data(),
                 static_cast<int>(what.size()), what.data());
  }
  std::uint64_t hash() const { return hash_; }
  std::uint64_t lines() const { return lines_; }

 private:
  // FNV-1a, with an end after each text.
  void Mix(std::string_view text) {
    for (const char c : text) Mix(static_cast<std::uint8_t>(c));
    Mix(std::uint8_t{0xff});
  }
  void Mix(std::uint8_t byte) { hash_ = (hash_ ^ byte) * 0x100000001b3; }

  std::uint64_t hash_ = 0xcbf29ce484222325;
  std::uint64_t lines_ = 0;
  std::FILE* file_ = nullptr;
};

}  // namespace dragoman::simulation
