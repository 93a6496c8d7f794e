// Watched transactions (wire/flowee.md 9.11).
#include "core/router/pool.h"
#include "dialects/flowee/bitcoin/double_spend_proof.h"
#include "dialects/flowee/server/hash_of.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/notify.h"
#include "dialects/flowee/server/subscriptions.h"

namespace dragoman::flowee {
namespace {

struct Ids {
  std::vector<Hash256> good;
  std::optional<std::string> error;
};

Ids Read(const std::vector<Slice>& given) {
  Ids ids;
  for (const Slice& item : given) {
    const std::optional<Hash256> id = HashOf(item);
    if (id.has_value()) {
      ids.good.push_back(*id);
    } else {
      ids.error = hub::kBadWatchedTransaction;
    }
  }
  if (ids.good.empty()) ids.error = hub::kNoWatchedTransaction;
  return ids;
}

Task<Status> TellMempool(Peer& peer, const Hash256& id) {
  pool::Query query;
  query.id = id;
  const Result<pool::Record> record = co_await peer.Call(pool::kGet, query);
  if (!record.ok()) co_return Ok();
  transaction_monitor::TransactionFound found;
  found.matches.push_back({id, std::nullopt});
  DRAGOMAN_CO_TRY(peer.Send(found));
  if (record->rival.empty()) co_return Ok();
  const Result<ByteVector> proof = bitcoin::MakeDoubleSpendProof(record->raw, record->rival);
  if (!proof.ok()) co_return Ok();
  transaction_monitor::DoubleSpendFound spent_twice;
  spent_twice.tx_ids.push_back(id);
  spent_twice.proof = Slice::View(*proof);
  co_return peer.Send(spent_twice);
}

}  // namespace

Task<Status> AnswerWatchTransactions(Peer& peer,
                                     const Received<transaction_monitor::Subscribe>& request) {
  ListenForNews(peer);
  Ids ids = Read(request->tx_ids);
  std::set<Hash256>& watched = peer.State<Subscriptions>().transactions;
  for (const Hash256& id : ids.good) {
    if (watched.size() < hub::kMaxAddresses) watched.insert(id);
    if (!watched.contains(id)) ids.error = hub::kTooManyWatched;
  }
  transaction_monitor::SubscribeReply reply;
  reply.result = ids.good.size();
  reply.error = ids.error;
  DRAGOMAN_CO_TRY(peer.Answer(request, reply));
  for (const Hash256& id : ids.good) DRAGOMAN_CO_TRY(co_await TellMempool(peer, id));
  co_return Ok();
}

Task<Status> AnswerForgetTransactions(Peer& peer,
                                      const Received<transaction_monitor::Unsubscribe>& request) {
  const Ids ids = Read(request->tx_ids);
  for (const Hash256& id : ids.good) peer.State<Subscriptions>().transactions.erase(id);
  transaction_monitor::SubscribeReply reply;
  reply.result = ids.good.size();
  reply.error = ids.error;
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
