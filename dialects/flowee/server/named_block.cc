#include "dialects/flowee/server/named_block.h"

#include <algorithm>

namespace dragoman::flowee {

std::optional<chain::BlockQuery> QueryFor(const block_chain::BlockName& name) {
  if (name.by == block_chain::BlockName::By::kHeight) return chain::ByHeight(name.height);
  Hash256 hash;
  if (name.hash.size() != hash.size()) return std::nullopt;
  std::copy(name.hash.begin(), name.hash.end(), hash.begin());
  return chain::ByHash(hash);
}

}  // namespace dragoman::flowee
