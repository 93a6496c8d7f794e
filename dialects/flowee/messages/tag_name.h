// TagName: a body tag with its name in wire/flowee.md 9. Field: a tag as one message uses it.
#pragma once

#include <cstdint>

namespace dragoman::flowee {

struct TagName {
  std::uint32_t tag;
  const char* name;
  constexpr operator std::uint32_t() const { return tag; }  // NOLINT: a tag with a name is a tag
};

inline constexpr TagName kSeparator{0, "Separator"};

struct Field {
  TagName tag;
  bool repeats = false;
};
inline constexpr bool kRepeats = true;

// The tags common to all services (8.4).
namespace common {
inline constexpr TagName kGenericByteData{1, "GenericByteData"};
inline constexpr TagName kBitcoinP2PKHAddress{2, "BitcoinP2PKHAddress"};
inline constexpr TagName kPrivateKey{3, "PrivateKey"};
inline constexpr TagName kTxId{4, "TxId"};
inline constexpr TagName kBlockHash{5, "BlockHash"};
inline constexpr TagName kAmount{6, "Amount"};
inline constexpr TagName kBlockHeight{7, "BlockHeight"};
inline constexpr TagName kOffsetInBlock{8, "OffsetInBlock"};
inline constexpr TagName kBitcoinScriptHashed{9, "BitcoinScriptHashed"};
}  // namespace common

}  // namespace dragoman::flowee
