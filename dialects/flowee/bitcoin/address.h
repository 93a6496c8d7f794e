// Address: the legacy base58 form of a key hash or script hash, as ValidateAddress takes it
// (wire/flowee.md 9.4).
#pragma once

#include "dialects/flowee/bitcoin/base58.h"
#include "dialects/flowee/bitcoin/networks.h"

namespace dragoman::flowee::bitcoin {

struct Address {
  enum class Kind : std::uint8_t { kKeyHash, kScriptHash };
  Kind kind = Kind::kKeyHash;
  ByteArray<20> hash{};

  friend bool operator==(const Address&, const Address&) = default;
};

// An address of another network is an error.
Result<Address> ParseAddress(std::string_view text, const Network& network);
std::string FormatAddress(const Address& address, const Network& network);
// The script that pays to it.
ByteVector ScriptFor(const Address& address);

}  // namespace dragoman::flowee::bitcoin
