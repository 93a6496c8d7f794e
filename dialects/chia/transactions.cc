#include "dialects/chia/transactions.h"

#include <array>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "dialects/chia/block_filter.h"
#include "dialects/chia/gate.h"
#include "dialects/chia/link.h"
#include "dialects/chia/mempool.h"
#include "dialects/chia/object_points.h"
#include "dialects/chia/say.h"
#include "dialects/chia/settings.h"
#include "dialects/chia/sync_turn.h"
#include "dialects/chia/tip.h"
#include "dialects/chia/transaction_fetches.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr Duration kFetchTime = std::chrono::seconds(5);
// Before a transaction is given to a peer that is not exempt, as release 2.7.5 does it.
constexpr Duration kGivingPause = std::chrono::milliseconds(500);
constexpr std::size_t kMostCaughtUp = 100;
constexpr std::array<NativeType, 1> kReplies{RespondTransaction::kType};

// What this peer announced, so that nothing is announced back to it unasked.
struct Told {
  std::map<Hash256, Mempool::Announcement> by_it;
  static constexpr std::size_t kMost = 5000;
};

void Announce(Peer& peer, const Mempool::Item& item) {
  NewTransaction announcement;
  announcement.transaction_id = item.id;
  announcement.cost = item.heard.cost;
  announcement.fees = item.heard.fees;
  if (Status said = Say(peer, announcement); !said.ok()) peer.Close(said);
}

void TellOthers(Peer& peer, const Mempool::Item& item) {
  for (const Roster::Member& member : peer.Common<Roster>().Members(NodeType::kFullNode)) {
    member.post([item](Peer& other) {
      if (!other.State<Told>().by_it.contains(item.id)) Announce(other, item);
    });
  }
}

void Publish(Peer& peer, const Mempool::Item& item) {
  event::TransactionReceived received;
  received.hash = item.id;
  received.hash_display = "0x" + ToHex(item.id);
  received.bytes = item.bundle.size();
  received.first = true;
  peer.Publish(std::move(received));
}

Status CheckBundle(const Slice& raw) {
  const Result<SpendBundle> bundle = ReadMessage<SpendBundle>(raw);
  return bundle.ok() ? CheckPoints(*bundle) : bundle.status();
}

struct Fetching {
  std::unique_ptr<TransactionFetches::Part> part;
};

// What nobody heard of before is kept, and passed on as it was announced.
void Adopt(Peer& peer, const Hash256& id, const Slice& bundle, const Mempool::Announcement& heard) {
  Mempool& pool = peer.Common<Mempool>();
  if (!pool.Add(id, bundle, heard, peer.Now())) return;
  const std::optional<Mempool::Item> item = pool.Find(id, peer.Now());
  if (!item.has_value()) return;
  peer.NoteUseful();
  Publish(peer, *item);
  TellOthers(peer, *item);
}

Task<Status> CheckElsewhere(Peer& peer, Slice bundle) {
  const std::function<Status()> check = [bundle] { return CheckBundle(bundle); };
  Status points = co_await peer.Elsewhere(check);
  if (points.fault() == FaultClass::kPeer) points.With(verdict::kFailed);
  co_return points;
}

Task<Status> Fetch(Peer& peer, Hash256 id, Mempool::Announcement heard) {
  TransactionFetches::Turn turn(*peer.State<Fetching>().part, id);
  if (peer.Common<Mempool>().Has(id, peer.Now())) {
    turn.EndsTheSearch();
    co_return Ok();
  }
  RequestTransaction request;
  request.transaction_id = id;
  const Envelope question = QuestionOf(request);
  const Result<Envelope> answer = co_await Ask(peer, question, kReplies, kFetchTime);
  if (!answer.ok()) {
    // Silence closes nobody, and an `error` counts like it (wire/chia.md 8.5).
    const Code why = answer.status().code();
    co_return why == Code::kTimedOut || why == Code::kRefused ? Ok() : answer.status();
  }
  const Slice bundle = answer->body.Owned();
  if (Sha256(bundle) != id) {
    Status other(Code::kBadValue, "gives another transaction than the one that it announced");
    co_return other.With(verdict::kFailed);
  }
  Status points = co_await CheckElsewhere(peer, bundle);
  const bool could_check = points.ok() || points.fault() == FaultClass::kPeer;
  if (!could_check) co_return Ok();  // it is we who could not
  turn.EndsTheSearch();              // all others have the same bytes
  if (!points.ok()) co_return points;
  Adopt(peer, id, bundle, heard);
  co_return Ok();
}

TransactionFetches::Part& PartOf(Peer& peer) {
  Fetching& fetching = peer.State<Fetching>();
  if (fetching.part == nullptr) {
    TransactionFetches::Part::Begin begin = [post = peer.Poster(), &peer](const Hash256& id, const Mempool::Announcement& heard) {
      post([&peer, id, heard] { peer.Spawn(Fetch(peer, id, heard)); });
    };
    fetching.part = std::make_unique<TransactionFetches::Part>(peer.Common<TransactionFetches>(), std::move(begin));
  }
  return *fetching.part;
}

Task<Status> Give(Peer& peer, Envelope answer) {
  if (!peer.exempt()) co_await peer.Sleep(kGivingPause);
  EndQuestion(peer, RequestTransaction::kType);
  co_return Say(peer, std::move(answer));
}

}  // namespace

Task<Status> HearTransaction(Peer& peer, const Received<NewTransaction>& announced) {
  const Hash256 id = announced->transaction_id;
  Mempool::Announcement heard;
  heard.cost = announced->cost;
  heard.fees = announced->fees;
  const bool synced = co_await Synced(peer);
  if (!synced) co_return Ok();
  if (heard.cost == 0) {
    Status free_of_cost(Code::kBadValue, "announces a transaction of cost 0");
    co_return free_of_cost.With(verdict::kUntrue);
  }
  Told& told = peer.State<Told>();
  if (told.by_it.size() >= Told::kMost) told.by_it.clear();
  told.by_it.insert_or_assign(id, heard);
  if (!peer.context().follow) co_return Ok();
  if (HasUpstream(peer.context()) && !peer.State<Link>().seat.upstream()) co_return Ok();
  if (peer.Common<Mempool>().Has(id, peer.Now())) co_return Ok();
  const bool now = PartOf(peer).Announced(id, heard);
  if (now) peer.Spawn(Fetch(peer, id, heard));
  co_return Ok();
}

Task<Status> HearTransactionUnasked(Peer& peer, const Received<RespondTransaction>& given) {
  Link& link = peer.State<Link>();
  if (link.presents == 0) {
    Status unasked(Code::kUnexpected, "message type {} came without a question", RespondTransaction::kType);
    co_return unasked.With(verdict::kUnasked);
  }
  --link.presents;
  const Slice bundle = given.envelope().body.Owned();
  DRAGOMAN_CO_TRY(co_await CheckElsewhere(peer, bundle));
  const Hash256 id = Sha256(bundle);
  const auto& told = peer.State<Told>().by_it;
  // Without an announcement nobody told its cost and fee, so that it could not be passed on.
  const bool followed = !HasUpstream(peer.context()) || link.seat.upstream();
  if (const auto heard = told.find(id); followed && heard != told.end()) Adopt(peer, id, bundle, heard->second);
  co_return Ok();
}

Task<Status> AnswerRequestTransaction(Peer& peer, const Received<RequestTransaction>& request) {
  const bool syncing = peer.Common<SyncTurn>().syncing();
  const std::optional<Mempool::Item> item = peer.Common<Mempool>().Find(request->transaction_id, peer.Now());
  if (syncing || !item.has_value()) {
    EndQuestion(peer, RequestTransaction::kType);
    co_return Ok();
  }
  Envelope answer;
  answer.native = RespondTransaction::kType;
  answer.id = request.envelope().id;
  answer.body = item->bundle;
  peer.Spawn(Give(peer, std::move(answer)));
  co_return Ok();
}

Task<Status> AnswerRequestMempool(Peer& peer, const Received<RequestMempoolTransactions>& request) {
  const Result<BlockFilter> filter = BlockFilter::Read(request->filter);
  if (!filter.ok()) co_return filter.status();
  std::size_t told = 0;
  for (const Mempool::Item& item : peer.Common<Mempool>().All(peer.Now())) {
    if (filter->Matches(item.id)) continue;
    if (told++ == kMostCaughtUp) break;
    Announce(peer, item);  // also what it announced itself: it asks for all that its filter lacks
  }
  co_return Ok();
}

}  // namespace dragoman::chia
