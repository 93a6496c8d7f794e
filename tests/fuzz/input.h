// What a fuzzer's bytes are taken for: choices first, then data. Always gives something, also when it is used up.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "core/base/bytes.h"

namespace dragoman::fuzz {

class Input {
 public:
  explicit Input(Bytes bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }
  std::uint8_t Byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_[0];
    bytes_ = bytes_.subspan(1);
    return byte;
  }
  std::size_t Below(std::size_t limit) {
    std::size_t value = 0;
    for (std::size_t reach = 1; reach < limit; reach *= 256) value = value * 256 + Byte();
    return value % limit;
  }
  // The size of a piece of a stream: mostly small, sometimes large.
  std::size_t Piece() {
    if (empty()) return 7;
    const std::size_t size = Byte();
    return size < 200 ? size % 9 + 1 : (size - 199) * 500;
  }
  // Up to 16 bytes for choices of their own.
  Input Split() {
    const Bytes front = bytes_.first(std::min<std::size_t>(16, bytes_.size()));
    bytes_ = bytes_.subspan(front.size());
    return Input(front);
  }
  Bytes Rest() { return bytes_; }

 private:
  Bytes bytes_;
};

inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace dragoman::fuzz

// The entry of a fuzz target: `run` takes an Input.
#define DRAGOMAN_FUZZER(run)                                                            \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);    \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {   \
    run(::dragoman::fuzz::Input(::dragoman::Bytes(data, size)));                        \
    return 0;                                                                           \
  }
