// Service 2, LiveTransactions: SearchMempool (wire/flowee.md 9.3).
#pragma once

#include "dialects/flowee/messages/live_transactions_tags.h"
#include "dialects/flowee/messages/tag_list.h"
#include "dialects/flowee/messages/transaction_options.h"
#include "dialects/flowee/messages/transaction_parts.h"

namespace dragoman::flowee::live_transactions {

struct SearchMempool : TokenList<SearchMempool> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 8);
  static constexpr std::string_view kName = "LiveTransactions.SearchMempool";
  static constexpr Field kFields[] = {{common::kTxId, kRepeats},
                                      {common::kBitcoinScriptHashed, kRepeats},
                                      {block_chain::kIncludeTxId},
                                      {block_chain::kFullTransactionData},
                                      {block_chain::kIncludeInputs},
                                      {block_chain::kIncludeOutputAmounts},
                                      {block_chain::kIncludeOutputScripts},
                                      {block_chain::kIncludeOutputs},
                                      {block_chain::kIncludeOutputAddresses},
                                      {block_chain::kIncludeOutputScriptHash},
                                      {block_chain::kFilterOutputIndex, kRepeats}};

  TransactionOptions Options() const;
};

// Walks what a request looks for, in order. Hashes are of whatever size came; other than 32 bytes is an error.
class MempoolTerms {
 public:
  enum class By : std::uint8_t { kTxId, kScriptHash };
  explicit MempoolTerms(Bytes request) : tokens_(request) {}
  bool Next();
  By by() const { return by_; }
  Bytes hash() const { return hash_; }

 private:
  TokenReader tokens_;
  By by_ = By::kTxId;
  Bytes hash_;
};

struct SearchMempoolReply : TokenList<SearchMempoolReply> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 9);
  static constexpr std::string_view kName = "LiveTransactions.SearchMempoolReply";
  static constexpr Field kFields[] = {{common::kTxId, kRepeats},
                                      {kMatchingOutIndex, kRepeats},
                                      {kFirstSeenTime, kRepeats},
                                      {kTransaction, kRepeats},
                                      {kTxInTxId, kRepeats},
                                      {kOutIndex, kRepeats},
                                      {kTxInputScript, kRepeats},
                                      {kTxOutIndex, kRepeats},
                                      {common::kAmount, kRepeats},
                                      {kOutputScript, kRepeats},
                                      {common::kBitcoinP2PKHAddress, kRepeats},
                                      {common::kBitcoinScriptHashed, kRepeats},
                                      {kDSProofId, kRepeats}};
};

// The single values of one hit.
struct MempoolHit {
  std::optional<Slice> tx_id;
  std::optional<std::uint64_t> matching_index;
  std::optional<std::uint64_t> first_seen;
  std::optional<Slice> full;
  std::optional<Slice> double_spend_proof;

  static void Tags(auto& visit, auto& m) {
    visit(common::kTxId, m.tx_id);
    visit(kMatchingOutIndex, m.matching_index);
    visit(kFirstSeenTime, m.first_seen);
    visit(kTransaction, m.full);
    visit(kDSProofId, m.double_spend_proof);
  }
};

// Walks the hits of a reply; a transaction with several matching outputs comes several times.
class MempoolHits {
 public:
  explicit MempoolHits(Slice reply) : reply_(std::move(reply)), tokens_(reply_) {}
  bool Next();
  const MempoolHit& hit() const { return hit_; }
  // The tokens of this hit, for InputParts and OutputParts.
  Bytes record() const { return record_; }
  // Also tells of a last hit without its Separator.
  const Status& status() const { return tokens_.ok() ? unfinished_ : tokens_.status(); }

 private:
  const Slice reply_;
  TokenReader tokens_;
  MempoolHit hit_;
  Bytes record_;
  Status unfinished_;
};

}  // namespace dragoman::flowee::live_transactions
