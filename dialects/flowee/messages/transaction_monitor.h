// Service 20, TransactionMonitor: what becomes of watched transaction ids (wire/flowee.md 9.11).
#pragma once

#include "dialects/flowee/messages/monitor_tags.h"
#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::transaction_monitor {

struct Subscribe : ToServer<Subscribe> {
  static constexpr NativeType kType = PackNative(service::kTransactionMonitor, 0);
  static constexpr std::string_view kName = "TransactionMonitor.Subscribe";

  std::vector<Slice> tx_ids;

  static void Tags(auto& visit, auto& m) { visit(common::kTxId, m.tx_ids); }
};

// Answers Subscribe and Unsubscribe.
struct SubscribeReply : ToClient<SubscribeReply> {
  static constexpr NativeType kType = PackNative(service::kTransactionMonitor, 1);
  static constexpr std::string_view kName = "TransactionMonitor.SubscribeReply";

  std::uint64_t result = 0;
  std::optional<std::string> error;

  static void Tags(auto& visit, auto& m) {
    visit(monitor::kResult, m.result);
    visit(monitor::kErrorMessage, m.error);
  }
};

struct Unsubscribe : ToServer<Unsubscribe> {
  static constexpr NativeType kType = PackNative(service::kTransactionMonitor, 2);
  static constexpr std::string_view kName = "TransactionMonitor.Unsubscribe";

  std::vector<Slice> tx_ids;

  static void Tags(auto& visit, auto& m) { visit(common::kTxId, m.tx_ids); }
};

// From the mempool: one id and nothing else. From a block: all its matches with their offsets, then its height.
struct TransactionFound {
  static constexpr NativeType kType = PackNative(service::kTransactionMonitor, 3);
  static constexpr std::string_view kName = "TransactionMonitor.TransactionFound";
  static constexpr Field kFields[] = {
      {common::kTxId, kRepeats}, {common::kOffsetInBlock, kRepeats}, {common::kBlockHeight}};

  struct Match {
    Hash256 tx_id{};
    std::optional<std::uint64_t> offset_in_block;
  };
  std::vector<Match> matches;
  std::optional<std::int64_t> height;

  static Result<TransactionFound> Read(Slice body);
  void Write(Writer& out) const;
};

// The subscribed id; where that is the second of the two, its id and then that of the first.
struct DoubleSpendFound : ToClient<DoubleSpendFound> {
  static constexpr NativeType kType = PackNative(service::kTransactionMonitor, 4);
  static constexpr std::string_view kName = "TransactionMonitor.DoubleSpendFound";

  std::vector<Hash256> tx_ids;
  std::optional<Slice> transaction;
  std::optional<Slice> proof;

  static void Tags(auto& visit, auto& m) {
    visit(common::kTxId, m.tx_ids);
    visit(monitor::kTransactionData, m.transaction);
    visit(monitor::kDoubleSpendProofData, m.proof);
  }
};

}  // namespace dragoman::flowee::transaction_monitor
