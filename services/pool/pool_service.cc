#include "services/pool/pool_service.h"

#include <numeric>
#include <set>
#include <utility>

namespace dragoman {
namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

std::vector<OutputPoint> SpentBy(const std::vector<pool::Candidate>& candidates) {
  std::vector<OutputPoint> points;
  for (const pool::Candidate& candidate : candidates) {
    points.insert(points.end(), candidate.read.spends.begin(), candidate.read.spends.end());
  }
  return points;
}

bool SpendsTwice(const BlockTransaction& transaction) {
  const std::set<OutputPoint> points(transaction.spends.begin(), transaction.spends.end());
  return points.size() < transaction.spends.size();
}

// What it is, not when it came, made it be refused.
bool IsForGood(pool::Verdict verdict) {
  using pool::Verdict;
  return verdict == Verdict::kCoinbase || verdict == Verdict::kSpendsTwice ||
         verdict == Verdict::kOverspends;
}

}  // namespace

Status PoolService::Start() {
  DRAGOMAN_TRY(Serve());
  subscription_ = router_.Subscribe([this](const Event& event) {
    const auto* step = std::get_if<event::ChainStep>(&event.body);
    if (step != nullptr && event.network == network_) Hear(*step);
  });
  return Ok();
}

Status PoolService::Serve() {
  using namespace pool;
  Status status;
  const auto at_once = [&]<class Request, class Reply>(const CallName<Request, Reply>& call,
                                                       auto answer) {
    if (!status.ok()) return;
    status = router_.Serve<Request, Reply>(
        network_, call,
        [answer](const Request& request, const ReplySink<Reply>& sink) { sink(answer(request)); });
  };
  at_once(kGet, [this](const Query& query) -> Result<Record> {
    const std::lock_guard lock(mutex_);
    const Entry* entry = std::as_const(entries_).Find(query.id);
    if (entry == nullptr) return Status(Code::kNotFound, "transaction not in the pool");
    return RecordOf(*entry);
  });
  at_once(kFind, [this](const ScriptsQuery& query) {
    const std::lock_guard lock(mutex_);
    return entries_.PaidTo(query);
  });
  at_once(kList, [this](const ListQuery& query) {
    const std::lock_guard lock(mutex_);
    return entries_.List(query.bytes);
  });
  at_once(kInfo, [this](const pool::Nothing&) { return GetInfo(); });
  if (!status.ok()) return status;
  return router_.Serve<pool::Offer, Offered>(
      network_, kOffer,
      [this](const pool::Offer& offer, const ReplySink<Offered>& sink) { Offer(offer, sink); });
}

pool::Info PoolService::GetInfo() const {
  const std::lock_guard lock(mutex_);
  pool::Info info;
  info.transactions = entries_.size();
  info.bytes = entries_.bytes();
  info.memory = entries_.memory();
  info.memory_limit = limits_.memory;
  return info;
}

void PoolService::Offer(const pool::Offer& offer, const ReplySink<pool::Offered>& sink) {
  Result<pool::Candidate> candidate = pool::ReadCandidate(format_, offer.raw);
  if (!candidate.ok()) return sink(candidate.status());
  auto candidates = std::make_shared<std::vector<pool::Candidate>>();
  candidates->push_back(std::move(*candidate));
  Consider(candidates,
           [this, candidates, from = offer.from, sink](const std::vector<pool::Offered>& offered) {
             event::TransactionReceived received;
             received.hash = offered[0].id;
             received.hash_display = format_.Display(received.hash);
             received.bytes = candidates->front().raw.size();
             received.first = offered[0].verdict != pool::Verdict::kKnown;
             if (!from.empty()) Publish({std::move(received)}, from);
             sink(offered[0]);
           });
}

void PoolService::Consider(std::shared_ptr<std::vector<pool::Candidate>> candidates,
                           Judged judged) {
  chain::OutputsQuery query;
  query.points = SpentBy(*candidates);
  std::uint64_t steps = 0;
  {
    const std::lock_guard lock(mutex_);
    steps = steps_;
  }
  const auto judge = [this, candidates, judged, steps](const Result<chain::Outputs>& asked) {
    // Without a chain nothing that is spent is known.
    chain::Outputs outputs = asked.ok() ? *asked : chain::Outputs();
    outputs.resize(SpentBy(*candidates).size());
    std::vector<pool::Offered> offered;
    std::vector<EventBody> news;
    {
      const std::lock_guard lock(mutex_);
      if (steps == steps_) offered = JudgeAll(*candidates, outputs, news);
    }
    if (offered.empty() && !candidates->empty())
      return Consider(candidates, judged);  // the chain moved meanwhile
    Publish(std::move(news), {});
    judged(offered);
  };
  router_.Call<chain::OutputsQuery, chain::Outputs>(network_, chain::kOutputs, query, judge);
}

// One may spend from another that stands behind it, where blocks are not in that order: until none
// fits any more.
std::vector<pool::Offered> PoolService::JudgeAll(
    const std::vector<pool::Candidate>& candidates,
    std::span<const std::optional<chain::OutputRecord>> outputs, std::vector<EventBody>& news) {
  std::vector<pool::Offered> offered(candidates.size());
  std::vector<std::size_t> open(candidates.size());
  std::iota(open.begin(), open.end(), std::size_t{0});
  std::vector<std::size_t> first_output(candidates.size());
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    first_output[i] = first_output[i - 1] + candidates[i - 1].read.spends.size();
  }
  for (std::size_t before = open.size() + 1; open.size() < before;) {
    before = open.size();
    std::erase_if(open, [&](std::size_t i) {
      const auto spent = outputs.subspan(first_output[i], candidates[i].read.spends.size());
      offered[i] = Judge(candidates[i], spent, news);
      return offered[i].verdict != pool::Verdict::kMissingInputs;
    });
  }
  return offered;
}

pool::Offered PoolService::Judge(const pool::Candidate& candidate,
                                 std::span<const std::optional<chain::OutputRecord>> outputs,
                                 std::vector<EventBody>& news) {
  pool::Offered offered;
  offered.id = candidate.read.id;
  std::uint64_t in = 0;
  if (const auto refused = Weigh(candidate, outputs, in)) {
    offered.verdict = *refused;
    if (IsForGood(*refused)) refusals_.Add(offered.id);
    return offered;
  }
  for (const OutputPoint& point : candidate.read.spends) {
    const pool::Entry* first = entries_.Spender(point);
    if (first == nullptr) continue;
    offered.verdict = pool::Verdict::kConflict;
    offered.rival = first->id;
    refusals_.Add(offered.id);  // until the next block
    NoteRival(candidate, *entries_.Find(first->id), news);
    return offered;
  }
  pool::Entry entry;
  entry.id = candidate.read.id;
  entry.raw = candidate.raw;
  entry.first_seen = clock_.WallNanos() / kNanosPerSecond;
  entry.memory = candidate.read.memory > 0 ? candidate.read.memory : candidate.raw.size();
  entry.spends = candidate.read.spends;
  entry.fee = in;
  for (const BlockOutput& output : candidate.read.outputs) {
    entry.fee -= output.amount;
    entry.outputs.push_back(pool::EntryOutput{output.amount, format_.ScriptKey(output.script)});
  }
  if (entries_.size() >= limits_.transactions ||
      entries_.memory() + entry.memory > limits_.memory) {
    offered.verdict = pool::Verdict::kFull;
    return offered;
  }
  news.push_back(In(entries_.Add(std::move(entry))));
  return offered;
}

std::optional<pool::Verdict> PoolService::Weigh(
    const pool::Candidate& candidate, std::span<const std::optional<chain::OutputRecord>> outputs,
    std::uint64_t& in) const {
  using pool::Verdict;
  const BlockTransaction& transaction = candidate.read;
  if (entries_.Find(transaction.id) != nullptr) return Verdict::kKnown;
  if (refusals_.Has(transaction.id)) return Verdict::kRecentlyRefused;
  if (candidate.raw.size() > limits_.transaction_bytes) return Verdict::kTooLarge;
  if (transaction.coinbase) return Verdict::kCoinbase;
  if (SpendsTwice(transaction)) return Verdict::kSpendsTwice;

  for (std::size_t i = 0; i < transaction.spends.size(); ++i) {
    const OutputPoint& point = transaction.spends[i];
    const pool::Entry* parent = entries_.Find(point.transaction);
    std::uint64_t amount = 0;
    if (parent != nullptr) {
      if (point.index >= parent->outputs.size()) return Verdict::kMissingInputs;
      amount = parent->outputs[point.index].amount;
    } else if (outputs[i].has_value() && outputs[i]->unspent) {
      amount = outputs[i]->amount;
    } else {
      return Verdict::kMissingInputs;
    }
    if (__builtin_add_overflow(in, amount, &in)) return Verdict::kOverspends;
  }
  std::uint64_t out = 0;
  for (const BlockOutput& output : transaction.outputs) {
    if (__builtin_add_overflow(out, output.amount, &out)) return Verdict::kOverspends;
  }
  if (out > in) return Verdict::kOverspends;
  return std::nullopt;
}

void PoolService::NoteRival(const pool::Candidate& candidate, pool::Entry& first,
                            std::vector<EventBody>& news) {
  if (!first.rival.empty()) return;
  first.rival = candidate.raw;
  event::DoubleSpend found;
  found.hash = first.id;
  found.hash_display = format_.Display(first.id);
  found.rival = candidate.read.id;
  found.rival_display = format_.Display(candidate.read.id);
  news.emplace_back(std::move(found));
}

EventBody PoolService::In(const pool::Entry& entry) const {
  event::PoolStep step;
  step.step = "IN";
  step.hash = entry.id;
  step.hash_display = format_.Display(entry.id);
  return step;
}

EventBody PoolService::Out(const Hash256& id, const char* reason) const {
  event::PoolStep step;
  step.step = "OUT";
  step.hash = id;
  step.hash_display = format_.Display(id);
  step.reason = reason;
  return step;
}

void PoolService::Publish(std::vector<EventBody> news, const std::string& from) {
  for (EventBody& body : news) {
    Event event;
    event.network = network_;
    event.peer = from;
    event.body = std::move(body);
    router_.Publish(std::move(event));
  }
}

}  // namespace dragoman
