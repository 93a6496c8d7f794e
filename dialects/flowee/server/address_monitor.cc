// Watched scripts (wire/flowee.md 9.8).
#include "core/router/pool.h"
#include "dialects/flowee/server/hash_of.h"
#include "dialects/flowee/server/hub_constants.h"
#include "dialects/flowee/server/notify.h"
#include "dialects/flowee/server/subscriptions.h"

namespace dragoman::flowee {
namespace {

// The well-formed hashes of a request, and what its answer says of the others.
struct Hashes {
  std::vector<Hash256> good;
  std::optional<std::string> error;
};

Hashes Read(const std::vector<Slice>& given) {
  Hashes hashes;
  for (const Slice& item : given) {
    const std::optional<Hash256> hash = HashOf(item);
    if (hash.has_value()) {
      hashes.good.push_back(*hash);
    } else {
      hashes.error = hub::kBadWatchedScript;
    }
  }
  if (given.empty()) hashes.error = hub::kNoWatchedScript;
  return hashes;
}

// One message for each transaction in the mempool, with the sum of what it pays to the script.
Task<Status> TellMempool(Peer& peer, const Hash256& script_hash) {
  pool::ScriptsQuery query;
  query.keys.push_back(script_hash);
  const Result<pool::Hits> hits = co_await peer.Call(pool::kFind, query);
  if (!hits.ok()) co_return Ok();
  for (std::size_t i = 0; i < hits->size();) {
    address_monitor::TransactionFound found;
    found.on_subscribe = true;
    found.script_hashes.push_back(script_hash);
    found.tx_id = (*hits)[i].record.id;
    std::uint64_t sum = 0;
    for (; i < hits->size() && (*hits)[i].record.id == found.tx_id; ++i) sum += (*hits)[i].amount;
    found.amounts.push_back(sum);
    DRAGOMAN_CO_TRY(peer.Send(found));
  }
  co_return Ok();
}

}  // namespace

Task<Status> AnswerWatchScripts(Peer& peer, const Received<address_monitor::Subscribe>& request) {
  ListenForNews(peer);
  Hashes hashes = Read(request->script_hashes);
  std::set<Hash256>& watched = peer.State<Subscriptions>().script_hashes;
  for (const Hash256& hash : hashes.good) {
    if (watched.size() < hub::kMaxAddresses) watched.insert(hash);
    if (!watched.contains(hash)) hashes.error = hub::kTooManyWatched;
  }
  address_monitor::SubscribeReply reply;
  reply.result = hashes.good.size();
  reply.error = hashes.error;
  DRAGOMAN_CO_TRY(peer.Answer(request, reply));
  for (const Hash256& hash : hashes.good) DRAGOMAN_CO_TRY(co_await TellMempool(peer, hash));
  co_return Ok();
}

Task<Status> AnswerForgetScripts(Peer& peer,
                                 const Received<address_monitor::Unsubscribe>& request) {
  const Hashes hashes = Read(request->script_hashes);
  for (const Hash256& hash : hashes.good) peer.State<Subscriptions>().script_hashes.erase(hash);
  address_monitor::UnsubscribeReply reply;
  reply.result = hashes.good.size();
  reply.error = hashes.error;
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
