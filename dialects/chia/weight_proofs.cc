#include "dialects/chia/weight_proofs.h"

#include <algorithm>
#include <array>

#include "core/router/chain.h"
#include "dialects/chia/gate.h"
#include "dialects/chia/say.h"

namespace dragoman::chia {
namespace {

constexpr Duration kProofTime = std::chrono::seconds(360);
constexpr std::array<NativeType, 1> kReplies{RespondProofOfWeight::kType};

// What is to be had of somebody, for everybody who waits for it.
struct Quest {
  WeightProofs& proofs;
  Roster& roster;
  std::weak_ptr<const bool> alive;
  std::uint32_t height;
  Roster::Wanted wanted;
  std::set<std::string> asked;  // HOST:PORT of those who had their turn
};

void AskNext(Quest quest);

// A question on its way to one holder. It ends with an answer, or goes on to the next holder: also where the holder's
// link ends, or never takes it.
class Errand {
 public:
  explicit Errand(Quest quest) : quest_(std::move(quest)) {}
  ~Errand() {
    if (done_ || quest_.alive.expired()) return;
    AskNext(std::move(quest_));
  }
  Errand(const Errand&) = delete;
  Errand& operator=(const Errand&) = delete;

  std::uint32_t height() const { return quest_.height; }
  const Hash256& tip() const { return quest_.wanted.tip; }
  void Done(const Slice& body) {
    done_ = true;
    quest_.proofs.Keep(quest_.wanted.tip, body);
    quest_.proofs.Finish(quest_.wanted.tip, body);
  }

 private:
  Quest quest_;
  bool done_ = false;
};

// On the thread of the peer that holds the tip. What it says is passed on, not judged: whoever asked knows how. Silence
// and an error are no answer, and no fault (wire/chia.md 8.5).
Task<Status> AskHolder(Peer& holder, std::shared_ptr<Errand> errand) {
  RequestProofOfWeight request;
  request.total_number_of_blocks = errand->height();
  request.tip = errand->tip();
  const Envelope question = QuestionOf(request);
  const Result<Envelope> answer = co_await Ask(holder, question, kReplies, kProofTime);
  if (!answer.ok()) {
    const Code code = answer.status().code();
    const bool no_answer = code == Code::kTimedOut || code == Code::kRefused;
    errand = nullptr;
    co_return no_answer ? Ok() : answer.status();
  }
  const Result<RespondProofOfWeight> proof = ReadMessage<RespondProofOfWeight>(answer->body);
  if (proof.ok() && proof->tip == errand->tip()) errand->Done(answer->body.Owned());
  errand = nullptr;
  co_return proof.ok() ? Ok() : proof.status();
}

void AskNext(Quest quest) {
  // Two nodes that ask each other would wait for ever.
  quest.wanted.but = quest.proofs.Askers(quest.wanted.tip);
  quest.wanted.but.insert(quest.asked.begin(), quest.asked.end());
  const std::optional<Roster::Member> holder = quest.roster.Holder(quest.wanted);
  if (!holder.has_value()) return quest.proofs.Finish(quest.wanted.tip, std::nullopt);
  quest.asked.insert(holder->remote);
  const auto errand = std::make_shared<Errand>(std::move(quest));
  holder->post([errand](Peer& other) { other.Spawn(AskHolder(other, errand)); });
}

Status Give(Peer& peer, const Envelope& request, Slice body) {
  Envelope answer;
  answer.native = RespondProofOfWeight::kType;
  answer.id = request.id;
  answer.body = std::move(body);
  return Say(peer, std::move(answer));
}

// Without a proof there is no answer (wire/chia.md 16.2).
void End(Peer& peer, const Envelope& request, const std::optional<Slice>& body) {
  EndQuestion(peer, request.native);
  if (!body.has_value()) return;
  if (Status given = Give(peer, request, *body); !given.ok()) peer.Close(given);
}

// One of those whose announcement by us may be what is asked about.
Task<bool> IsNearOurTip(Peer& peer, Hash256 hash) {
  constexpr std::int64_t kNear = 32;  // blocks
  const chain::BlockQuery query = chain::ByHash(hash);
  const Result<chain::BlockRecord> record = co_await peer.Call(chain::kHeader, query);
  co_return record.ok() && record->on_main && record->confirmations <= kNear;
}

}  // namespace

const WeightProofs::Proof* WeightProofs::Look(const Hash256& tip) const {
  const auto found = std::ranges::find(proofs_, tip, &Proof::tip);
  return found == proofs_.end() ? nullptr : &*found;
}

std::optional<Slice> WeightProofs::Find(const Hash256& tip) {
  const std::lock_guard lock(mutex_);
  const Proof* proof = Look(tip);
  return proof == nullptr ? std::nullopt : std::optional(proof->body);
}

void WeightProofs::Keep(const Hash256& tip, Slice body) {
  const std::lock_guard lock(mutex_);
  if (Look(tip) != nullptr) return;
  bytes_ += body.size();
  proofs_.push_back(Proof{tip, std::move(body)});
  while (bytes_ > kMostBytes && proofs_.size() > 1) {
    bytes_ -= proofs_.front().body.size();
    proofs_.pop_front();
  }
}

bool WeightProofs::Available(const Hash256& tip, const Roster& roster) {
  Roster::Wanted wanted;
  wanted.tip = tip;
  return Find(tip).has_value() || roster.Holder(wanted).has_value();
}

WeightProofs::Waiting WeightProofs::Wait(const Hash256& tip, const std::string& asker, Answer answer) {
  const std::lock_guard lock(mutex_);
  if (Look(tip) != nullptr) return Waiting::kKept;
  const auto waits = [&asker](const auto& one) { return std::ranges::find(one.second, asker, &Waiter::asker) != one.second.end(); };
  if (std::ranges::count_if(waiting_, waits) >= static_cast<std::ptrdiff_t>(kMostOfOne)) return Waiting::kNoRoom;
  const auto found = waiting_.find(tip);
  if (found == waiting_.end()) {
    if (waiting_.size() >= kMostTips) return Waiting::kNoRoom;
    waiting_[tip].push_back(Waiter{asker, std::move(answer)});
    return Waiting::kFirst;
  }
  if (found->second.size() >= kMostWaiters) return Waiting::kNoRoom;
  found->second.push_back(Waiter{asker, std::move(answer)});
  return Waiting::kBehind;
}

std::set<std::string> WeightProofs::Askers(const Hash256& tip) {
  const std::lock_guard lock(mutex_);
  std::set<std::string> askers;
  const auto found = waiting_.find(tip);
  if (found == waiting_.end()) return askers;
  for (const Waiter& waiter : found->second) askers.insert(waiter.asker);
  return askers;
}

void WeightProofs::Finish(const Hash256& tip, const std::optional<Slice>& body) {
  std::vector<Waiter> waiters;
  {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(tip);
    if (found == waiting_.end()) return;
    waiters = std::move(found->second);
    waiting_.erase(found);
  }
  for (const Waiter& waiter : waiters) waiter.answer(body);
}

Task<Status> AnswerRequestProof(Peer& peer, const Received<RequestProofOfWeight>& request) {
  WeightProofs& proofs = peer.Common<WeightProofs>();
  Roster& roster = peer.Common<Roster>();
  Roster::Wanted wanted;
  wanted.tip = request->tip;
  Envelope question;
  question.native = RequestProofOfWeight::kType;
  question.id = request.envelope().id;
  const std::uint32_t height = request->total_number_of_blocks;
  wanted.near_our_tip = co_await IsNearOurTip(peer, wanted.tip);
  const WeightProofs::Answer answer = [post = peer.Poster(), &peer, question](std::optional<Slice> body) {
    post([&peer, question, body = std::move(body)] { End(peer, question, body); });
  };
  switch (proofs.Wait(wanted.tip, peer.link().remote, answer)) {
    case WeightProofs::Waiting::kKept: End(peer, question, proofs.Find(wanted.tip)); break;
    case WeightProofs::Waiting::kFirst: AskNext(Quest{proofs, roster, proofs.alive(), height, wanted, {}}); break;
    case WeightProofs::Waiting::kBehind: break;
    case WeightProofs::Waiting::kNoRoom: End(peer, question, std::nullopt); break;
  }
  co_return Ok();
}

}  // namespace dragoman::chia
