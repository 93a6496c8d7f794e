#include "dialects/chia/coin_id.h"

#include "core/base/hash.h"

namespace dragoman::chia {

ClvmInteger::ClvmInteger(std::uint64_t value) {
  for (; value != 0; value >>= 8) digits_[--from_] = static_cast<std::uint8_t>(value);
  if (from_ < digits_.size() && digits_[from_] >= 0x80) --from_;
}

Hash256 CoinId(const Hash256& parent_coin_info, const Hash256& puzzle_hash, std::uint64_t amount) {
  return Sha256Of(parent_coin_info, puzzle_hash, ClvmInteger(amount).bytes());
}

}  // namespace dragoman::chia
