// Service 17, AddressMonitor: transactions with outputs to watched script hashes (wire/flowee.md 9.8).
#pragma once

#include "dialects/flowee/messages/monitor_tags.h"
#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::address_monitor {

struct Subscribe : ToServer<Subscribe> {
  static constexpr NativeType kType = PackNative(service::kAddressMonitor, 0);
  static constexpr std::string_view kName = "AddressMonitor.Subscribe";

  std::vector<Slice> script_hashes;

  static void Tags(auto& visit, auto& m) { visit(common::kBitcoinScriptHashed, m.script_hashes); }
};

// `result` counts the well-formed hashes of the request.
struct SubscribeReply : ToClient<SubscribeReply> {
  static constexpr NativeType kType = PackNative(service::kAddressMonitor, 1);
  static constexpr std::string_view kName = "AddressMonitor.SubscribeReply";

  std::uint64_t result = 0;
  std::optional<std::string> error;

  static void Tags(auto& visit, auto& m) {
    visit(monitor::kResult, m.result);
    visit(monitor::kErrorMessage, m.error);
  }
};

struct Unsubscribe : ToServer<Unsubscribe> {
  static constexpr NativeType kType = PackNative(service::kAddressMonitor, 2);
  static constexpr std::string_view kName = "AddressMonitor.Unsubscribe";

  std::vector<Slice> script_hashes;

  static void Tags(auto& visit, auto& m) { visit(common::kBitcoinScriptHashed, m.script_hashes); }
};

// On the wire it has the id of TransactionFound; the codec tells them apart (native.h).
struct UnsubscribeReply : ToClient<UnsubscribeReply> {
  static constexpr NativeType kType = kUnsubscribeReply;
  static constexpr std::string_view kName = "AddressMonitor.UnsubscribeReply";

  std::uint64_t result = 0;
  std::optional<std::string> error;

  static void Tags(auto& visit, auto& m) {
    visit(monitor::kResult, m.result);
    visit(monitor::kErrorMessage, m.error);
  }
};

// The n-th amount belongs to the n-th script hash, except in the layout of a transaction found in the mempool on
// Subscribe: there is one hash and the sum of all its outputs. Without a height it is unconfirmed.
struct TransactionFound : ToClient<TransactionFound> {
  static constexpr NativeType kType = PackNative(service::kAddressMonitor, 3);
  static constexpr std::string_view kName = "AddressMonitor.TransactionFound";

  std::vector<Hash256> script_hashes;
  std::vector<std::uint64_t> amounts;
  Hash256 tx_id{};
  std::optional<std::uint64_t> offset_in_block;
  std::optional<std::int64_t> height;
  bool on_subscribe = false;  // write in that layout; readers do not depend on it

  static void Tags(auto& visit, auto& m) {
    visit(common::kBitcoinScriptHashed, m.script_hashes);
    if (m.on_subscribe) visit(common::kTxId, m.tx_id);
    visit(common::kAmount, m.amounts);
    if (!m.on_subscribe) visit(common::kTxId, m.tx_id);
    visit(common::kOffsetInBlock, m.offset_in_block);
    visit(common::kBlockHeight, m.height);
  }
};

// Either the conflicting transaction, whose matching outputs then follow those of the first, or the proof.
struct DoubleSpendFound : ToClient<DoubleSpendFound> {
  static constexpr NativeType kType = PackNative(service::kAddressMonitor, 4);
  static constexpr std::string_view kName = "AddressMonitor.DoubleSpendFound";

  std::vector<Hash256> script_hashes;
  std::vector<std::uint64_t> amounts;
  Hash256 tx_id{};
  std::optional<Slice> transaction;
  std::optional<Slice> proof;

  static void Tags(auto& visit, auto& m) {
    visit(common::kBitcoinScriptHashed, m.script_hashes);
    visit(common::kAmount, m.amounts);
    visit(common::kTxId, m.tx_id);
    visit(monitor::kTransactionData, m.transaction);
    visit(monitor::kDoubleSpendProofData, m.proof);
  }
};

}  // namespace dragoman::flowee::address_monitor
