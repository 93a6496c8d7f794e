// Masking (RFC 6455, 5.3): the same in both directions, where the bytes lie.
#pragma once

#include <bit>
#include <cstring>
#include <span>

#include "core/base/bytes.h"

namespace dragoman::websocket {

// The four bytes as they stand in the frame, and which of them comes next.
class Mask {
 public:
  Mask() = default;
  explicit Mask(std::uint32_t in_memory_order) : key_(in_memory_order) {}

  // `to` becomes `from` unmasked (or masked); they are the same bytes or apart.
  void Apply(const std::uint8_t* from, std::uint8_t* to, std::size_t size) {
    // A vector at a time: the compiler makes it what the machine has.
    typedef std::uint32_t Vector __attribute__((vector_size(16)));
    const Vector wide = {key_, key_, key_, key_};
    std::size_t at = 0;
    for (; at + 4 * sizeof(Vector) <= size; at += 4 * sizeof(Vector)) {
      Vector words[4];
      std::memcpy(words, from + at, sizeof(words));
      for (Vector& word : words) word ^= wide;
      std::memcpy(to + at, words, sizeof(words));
    }
    for (; at + sizeof(std::uint64_t) <= size; at += sizeof(std::uint64_t)) {
      std::uint64_t word;
      std::memcpy(&word, from + at, sizeof(word));
      word ^= std::uint64_t{key_} << 32 | key_;
      std::memcpy(to + at, &word, sizeof(word));
    }
    std::uint8_t key[4];
    std::memcpy(key, &key_, sizeof(key));
    const std::size_t odd = size - at;
    for (std::size_t i = 0; i < odd; ++i) to[at + i] = from[at + i] ^ key[i & 3];
    // What follows goes on in the middle of the key.
    if (const std::size_t turn = odd & 3; turn != 0) {
      std::uint8_t turned[4];
      for (std::size_t i = 0; i < 4; ++i) turned[i] = key[(i + turn) & 3];
      std::memcpy(&key_, turned, sizeof(turned));
    }
  }
  std::uint32_t key() const { return key_; }

 private:
  std::uint32_t key_ = 0;
};

}  // namespace dragoman::websocket
