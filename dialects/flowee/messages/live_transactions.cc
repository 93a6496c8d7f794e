#include "dialects/flowee/messages/live_transactions.h"

namespace dragoman::flowee::live_transactions {

Result<GetTransaction> GetTransaction::Read(Slice body) {
  GetTransaction get;
  TokenReader tokens(std::move(body));
  while (get.by == By::kNothing && tokens.Next()) {
    switch (tokens.token().tag) {
      case common::kGenericByteData:
      case common::kTxId: get.by = By::kTxId; break;
      case common::kBitcoinScriptHashed: get.by = By::kScriptHash; break;
      default: continue;
    }
    get.hash = tokens.Data();
  }
  return get;
}

void GetTransaction::Write(Writer& out) const {
  if (by == By::kTxId) PutBytes(out, common::kTxId, hash);
  if (by == By::kScriptHash) PutBytes(out, common::kBitcoinScriptHashed, hash);
}

}  // namespace dragoman::flowee::live_transactions
