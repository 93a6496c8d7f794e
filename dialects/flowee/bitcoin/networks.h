// The networks of Bitcoin Cash that a Hub can be on, and what sets each apart.
#pragma once

#include <span>
#include <string_view>

#include "dialects/flowee/bitcoin/header.h"
#include "dialects/flowee/bitcoin/uint256.h"

namespace dragoman::flowee::bitcoin {

struct Network {
  std::string_view name;       // ours: "main", "testnet3", "testnet4", "scalenet", "regtest"
  std::string_view hub_name;   // the Hub's: Chain, tag 67 (wire/flowee.md 9.2)
  std::uint16_t api_port = 0;  // wire/flowee.md 7.1
  ByteArray<4> disk_magic{};   // before each block in a blk file; not the magic of the P2P network
  unsigned easiest_zeros = 0;  // so many leading zero bits even the easiest target has
  std::uint8_t key_hash_version = 0;  // first byte of an address in base58
  std::uint8_t script_hash_version = 0;
  std::uint32_t genesis_time = 0;
  std::uint32_t genesis_bits = 0;
  std::uint32_t genesis_nonce = 0;

  // The highest target that the network takes.
  Uint256 WorkLimit() const;
  // The first block; in all networks it holds the same transaction.
  ByteVector GenesisBlock() const;
};

std::span<const Network> Networks();
// By our name; nullptr if there is none such.
const Network* FindNetwork(std::string_view name);

}  // namespace dragoman::flowee::bitcoin
