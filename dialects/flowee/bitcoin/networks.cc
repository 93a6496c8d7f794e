#include "dialects/flowee/bitcoin/networks.h"

#include "core/base/hash.h"
#include "core/base/hex.h"

namespace dragoman::flowee::bitcoin {

namespace {

// thehub libs/server/chainparams.cpp and libs/utils/chainparamsbase.cpp; proven by the hashes of
// the genesis blocks.
constexpr Network kNetworks[] = {
    {.name = "main",
     .hub_name = "main",
     .api_port = 1235,
     .disk_magic = {0xf9, 0xbe, 0xb4, 0xd9},
     .easiest_zeros = 32,
     .key_hash_version = 0,
     .script_hash_version = 5,
     .genesis_time = 1231006505,
     .genesis_bits = 0x1d00ffff,
     .genesis_nonce = 2083236893},
    {.name = "testnet3",
     .hub_name = "test",
     .api_port = 11235,
     .disk_magic = {0x0b, 0x11, 0x09, 0x07},
     .easiest_zeros = 32,
     .key_hash_version = 111,
     .script_hash_version = 196,
     .genesis_time = 1296688602,
     .genesis_bits = 0x1d00ffff,
     .genesis_nonce = 414098458},
    {.name = "testnet4",
     .hub_name = "test4",
     .api_port = 21235,
     .disk_magic = {0xcd, 0x22, 0xa7, 0x92},
     .easiest_zeros = 32,
     .key_hash_version = 111,
     .script_hash_version = 196,
     .genesis_time = 1597811185,
     .genesis_bits = 0x1d00ffff,
     .genesis_nonce = 114152193},
    {.name = "scalenet",
     .hub_name = "scale",
     .api_port = 31235,
     .disk_magic = {0xba, 0xc2, 0x2d, 0xc4},
     .easiest_zeros = 32,
     .key_hash_version = 111,
     .script_hash_version = 196,
     .genesis_time = 1598282438,
     .genesis_bits = 0x1d00ffff,
     .genesis_nonce = 2727663012},
    {.name = "regtest",
     .hub_name = "regtest",
     .api_port = 11235,
     .disk_magic = {0xfa, 0xbf, 0xb5, 0xda},
     .easiest_zeros = 1,
     .key_hash_version = 111,
     .script_hash_version = 196,
     .genesis_time = 1296688602,
     .genesis_bits = 0x207fffff,
     .genesis_nonce = 2},
};

// Its input says "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks".
constexpr std::string_view kGenesisTransaction =
    "01000000"
    "01"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "ffffffff"
    "4d"
    "04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e20"
    "6272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73"
    "ffffffff"
    "01"
    "00f2052a01000000"
    "43"
    "4104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f355"
    "04e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac"
    "00000000";

}  // namespace

Uint256 Network::WorkLimit() const { return ~Uint256() >> easiest_zeros; }

ByteVector Network::GenesisBlock() const {
  const ByteVector transaction = *FromHex(kGenesisTransaction);
  Header header;
  header.version = 1;
  header.merkle_root = DoubleSha256(transaction);
  header.time = genesis_time;
  header.bits = genesis_bits;
  header.nonce = genesis_nonce;
  ByteVector block;
  Writer writer(block);
  WriteHeader(writer, header);
  writer.U8(1);
  writer.Raw(transaction);
  return block;
}

std::span<const Network> Networks() { return kNetworks; }

const Network* FindNetwork(std::string_view name) {
  for (const Network& network : kNetworks) {
    if (network.name == name) return &network;
  }
  return nullptr;
}

}  // namespace dragoman::flowee::bitcoin
