#include "dialects/chia/siphash.h"

#include "core/base/reader.h"

namespace dragoman::chia {
namespace {

struct State {
  std::uint64_t v0 = 0x736f6d6570736575, v1 = 0x646f72616e646f6d, v2 = 0x6c7967656e657261, v3 = 0x7465646279746573;

  void Round() {
    v0 += v1, v1 = std::rotl(v1, 13) ^ v0, v0 = std::rotl(v0, 32);
    v2 += v3, v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3, v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1, v1 = std::rotl(v1, 17) ^ v2, v2 = std::rotl(v2, 32);
  }
  void Take(std::uint64_t word) {
    v3 ^= word;
    Round();
    Round();
    v0 ^= word;
  }
};

}  // namespace

std::uint64_t SipHashOf(const Hash256& element) {
  State state;
  for (std::size_t at = 0; at < element.size(); at += 8) {
    state.Take(IntOf<std::uint64_t>(element.data() + at, std::endian::little));
  }
  state.Take(std::uint64_t{sizeof(Hash256)} << 56);
  state.v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) state.Round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace dragoman::chia
