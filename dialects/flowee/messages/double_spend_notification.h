// Service 21, DoubleSpendNotification (wire/flowee.md 9.12). Subscribing and unsubscribing have no answer.
#pragma once

#include "dialects/flowee/messages/monitor_tags.h"
#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::double_spend_notification {

struct Subscribe : ToServer<Subscribe> {
  static constexpr NativeType kType = PackNative(service::kDoubleSpendNotification, 0);
  static constexpr std::string_view kName = "DoubleSpendNotification.Subscribe";

  static void Tags(auto&, auto&) {}
};

struct Unsubscribe : ToServer<Unsubscribe> {
  static constexpr NativeType kType = PackNative(service::kDoubleSpendNotification, 2);
  static constexpr std::string_view kName = "DoubleSpendNotification.Unsubscribe";

  static void Tags(auto&, auto&) {}
};

// Either the conflicting transaction or the proof.
struct NewDoubleSpend : ToClient<NewDoubleSpend> {
  static constexpr NativeType kType = PackNative(service::kDoubleSpendNotification, 4);
  static constexpr std::string_view kName = "DoubleSpendNotification.NewDoubleSpend";
  static constexpr TagName kTransaction{23, "Transaction"};

  Hash256 tx_id{};
  std::optional<Slice> transaction;
  std::optional<Slice> proof;

  static void Tags(auto& visit, auto& m) {
    visit(common::kTxId, m.tx_id);
    visit(kTransaction, m.transaction);
    visit(monitor::kDoubleSpendProofData, m.proof);
  }
};

}  // namespace dragoman::flowee::double_spend_notification
