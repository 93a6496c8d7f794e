// BlockNames: the blocks a request names by hash or height, in the order in which they stand (wire/flowee.md 9.2).
// Which of them counts differs: GetBlockHeader tries them in order, GetBlockVerbose takes the later one that
// exists, GetBlock and GetTransaction the last.
#pragma once

#include "dialects/flowee/messages/block_chain_tags.h"
#include "dialects/flowee/token_reader.h"

namespace dragoman::flowee::block_chain {

struct BlockName {
  enum class By : std::uint8_t { kHeight, kHash };
  By by = By::kHeight;
  std::int64_t height = 0;
  Bytes hash;  // of whatever size came; borrowed from the request
};

class BlockNames {
 public:
  // GetBlock and GetBlockVerbose take tag 1 as a block hash, too.
  enum class GenericData : std::uint8_t { kIgnored, kIsHash };
  BlockNames(Bytes request, GenericData generic) : tokens_(request), generic_(generic) {}

  // Ends at the first broken token, as the Hub does (8.1).
  bool Next();
  const BlockName& name() const { return name_; }

 private:
  TokenReader tokens_;
  const GenericData generic_;
  BlockName name_;
};

// The name that this token gives, if it is one.
bool TakeBlockName(const Token& token, BlockNames::GenericData generic, BlockName& name);

}  // namespace dragoman::flowee::block_chain
