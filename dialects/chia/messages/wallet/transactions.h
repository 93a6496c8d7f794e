// What a wallet sends to be included, and what it hears of the mempool (wire/chia.md 9.4).
#pragma once

#include "dialects/chia/types/coin.h"

namespace dragoman::chia {

struct SendTransaction {
  static constexpr std::uint8_t kType = 48;
  static constexpr std::string_view kName = "send_transaction";

  Part<SpendBundle> transaction;

  static void Fields(auto& visit, auto& m) { visit("transaction", m.transaction); }
};

struct TransactionAck {
  static constexpr std::uint8_t kType = 49;
  static constexpr std::string_view kName = "transaction_ack";

  Bytes32 txid{};
  std::uint8_t status = 0;  // 1 SUCCESS 2 PENDING 3 FAILED
  std::optional<Text> error;  // error name

  static void Fields(auto& visit, auto& m) {
    visit("txid", m.txid);
    visit("status", m.status);
    visit("error", m.error);
  }
};

struct MempoolItemsAdded {
  static constexpr std::uint8_t kType = 104;
  static constexpr std::string_view kName = "mempool_items_added";

  List<Bytes32> transaction_ids;

  static void Fields(auto& visit, auto& m) { visit("transaction_ids", m.transaction_ids); }
};

struct MempoolItemsRemoved {
  static constexpr std::uint8_t kType = 105;
  static constexpr std::string_view kName = "mempool_items_removed";

  List<RemovedMempoolItem> removed_items;

  static void Fields(auto& visit, auto& m) { visit("removed_items", m.removed_items); }
};

}  // namespace dragoman::chia
