// What one connection wants to hear of (wire/flowee.md 9.8, 9.9, 9.11, 9.12), and how it begins to.
#pragma once

#include <set>

#include "core/peer/peer.h"
#include "dialects/flowee/messages/address_monitor.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/double_spend_notification.h"
#include "dialects/flowee/messages/transaction_monitor.h"

namespace dragoman::flowee {

// State of the connection; gone with it. Each set holds at most hub::kMaxAddresses.
struct Subscriptions {
  bool blocks = false;
  bool double_spends = false;
  std::set<Hash256> script_hashes;
  std::set<Hash256> transactions;
  bool listening = false;  // events of the network reach the connection's news

  bool WantsTransactions() const { return !script_hashes.empty() || !transactions.empty(); }
};

// Subscribing again repeats what is in the mempool.
Task<Status> AnswerWatchScripts(Peer& peer, const Received<address_monitor::Subscribe>& request);
Task<Status> AnswerForgetScripts(Peer& peer, const Received<address_monitor::Unsubscribe>& request);
Task<Status> AnswerWatchTransactions(Peer& peer,
                                     const Received<transaction_monitor::Subscribe>& request);
Task<Status> AnswerForgetTransactions(Peer& peer,
                                      const Received<transaction_monitor::Unsubscribe>& request);
// These have no answer.
Task<Status> TakeBlockSubscription(Peer& peer,
                                   const Received<block_notification::Subscribe>& request);
Task<Status> EndBlockSubscription(Peer& peer,
                                  const Received<block_notification::Unsubscribe>& request);
Task<Status> TakeDoubleSpendSubscription(
    Peer& peer, const Received<double_spend_notification::Subscribe>& request);
Task<Status> EndDoubleSpendSubscription(
    Peer& peer, const Received<double_spend_notification::Unsubscribe>& request);

}  // namespace dragoman::flowee
