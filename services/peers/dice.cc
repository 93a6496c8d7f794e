#include "services/peers/dice.h"

#include <random>

#include "core/base/writer.h"

namespace dragoman::peers {

Hash256 SecretOf(std::uint64_t seed) {
  ByteVector input;
  Writer(input).U64(seed, std::endian::little);
  return Sha256(input);
}

Hash256 RandomSecret() {
  std::random_device device;
  Hash256 secret{};
  for (std::uint8_t& byte : secret) byte = static_cast<std::uint8_t>(device());
  return secret;
}

}  // namespace dragoman::peers
