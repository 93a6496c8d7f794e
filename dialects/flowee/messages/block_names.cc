#include "dialects/flowee/messages/block_names.h"

namespace dragoman::flowee::block_chain {

bool TakeBlockName(const Token& token, BlockNames::GenericData generic, BlockName& name) {
  switch (token.tag) {
    case kGenericByteData:
      if (generic == BlockNames::GenericData::kIgnored) return false;
      [[fallthrough]];
    case kBlockHash:
      name = BlockName();
      name.by = BlockName::By::kHash;
      name.hash = token.ByteArray();
      return true;
    case kBlockHeight:
      name = BlockName();
      name.height = token.Int();
      return true;
    default: return false;
  }
}

bool BlockNames::Next() {
  while (tokens_.Next()) {
    if (TakeBlockName(tokens_.token(), generic_, name_)) return true;
  }
  return false;
}

}  // namespace dragoman::flowee::block_chain
