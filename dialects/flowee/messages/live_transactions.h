// Service 2, LiveTransactions: single transactions and the state of the mempool (wire/flowee.md 9.3). Outputs are
// in unspent.h, the search in search_mempool.h.
#pragma once

#include "dialects/flowee/messages/live_transactions_tags.h"
#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::live_transactions {

// The first tag that names something decides.
struct GetTransaction {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 0);
  static constexpr std::string_view kName = "LiveTransactions.GetTransaction";
  static constexpr Field kFields[] = {
      {common::kGenericByteData}, {common::kTxId}, {common::kBitcoinScriptHashed}};

  enum class By : std::uint8_t { kNothing, kTxId, kScriptHash };
  By by = By::kNothing;
  Slice hash;  // of whatever size came

  static Result<GetTransaction> Read(Slice body);
  void Write(Writer& out) const;
};

// With a height if it was found in a block. Nothing found by script hash: an empty transaction.
struct GetTransactionReply : ToClient<GetTransactionReply> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 1);
  static constexpr std::string_view kName = "LiveTransactions.GetTransactionReply";

  std::optional<std::int64_t> height;
  Slice transaction;

  static void Tags(auto& visit, auto& m) {
    visit(common::kBlockHeight, m.height);
    visit(common::kGenericByteData, m.transaction);
  }
};

// Asynchronous with header tag 10 above 0; only then ValidateOnly counts.
struct SendTransaction : ToServer<SendTransaction> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 2);
  static constexpr std::string_view kName = "LiveTransactions.SendTransaction";

  std::optional<Slice> transaction;  // obligatory
  std::optional<bool> validate_only;

  static void Tags(auto& visit, auto& m) {
    visit(kTransaction, m.transaction);
    visit(common::kGenericByteData, m.transaction, Rule::kAlias);
    visit(kValidateOnly, m.validate_only);
  }
};

// The synchronous answer has the id under tag 1, the asynchronous one under tag 4; readers take either.
struct SendTransactionReply : ToClient<SendTransactionReply> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 3);
  static constexpr std::string_view kName = "LiveTransactions.SendTransactionReply";

  std::optional<Hash256> synchronous;
  std::optional<Hash256> asynchronous;

  const std::optional<Hash256>& tx_id() const { return synchronous.has_value() ? synchronous : asynchronous; }
  static void Tags(auto& visit, auto& m) {
    visit(common::kGenericByteData, m.synchronous);
    visit(common::kTxId, m.asynchronous);
  }
};

struct GetMempoolInfo : ToServer<GetMempoolInfo> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 10);
  static constexpr std::string_view kName = "LiveTransactions.GetMempoolInfo";

  static void Tags(auto&, auto&) {}
};

struct GetMempoolInfoReply : ToClient<GetMempoolInfoReply> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 11);
  static constexpr std::string_view kName = "LiveTransactions.GetMempoolInfoReply";

  std::uint64_t transactions = 0;
  std::uint64_t bytes = 0;
  std::uint64_t memory_used = 0;
  std::uint64_t memory_limit = 0;
  double min_fee = 0;  // per 1000 bytes, in whole coins

  static void Tags(auto& visit, auto& m) {
    visit(kMempoolSize, m.transactions);
    visit(kMempoolBytes, m.bytes);
    visit(kMempoolUsage, m.memory_used);
    visit(kMaxMempool, m.memory_limit);
    visit(kMempoolMinFee, m.min_fee);
  }
};

}  // namespace dragoman::flowee::live_transactions
