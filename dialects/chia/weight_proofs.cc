#include "dialects/chia/weight_proofs.h"

#include <algorithm>
#include <array>

#include "dialects/chia/gate.h"
#include "dialects/chia/say.h"

namespace dragoman::chia {
namespace {

constexpr Duration kProofTime = std::chrono::seconds(360);
constexpr std::array<NativeType, 1> kReplies{RespondProofOfWeight::kType};

struct ProofRequest {
  std::uint32_t height = 0;
  Hash256 tip{};
};
using Found = std::function<void(std::optional<Slice>)>;

// On the thread of the peer that holds the tip. What it says is passed on, not judged: whoever asked knows how.
Task<Status> AskHolder(Peer& holder, ProofRequest wanted, Found found) {
  RequestProofOfWeight request;
  request.total_number_of_blocks = wanted.height;
  request.tip = wanted.tip;
  const Envelope question = QuestionOf(request);
  const Result<Envelope> answer = co_await Ask(holder, question, kReplies, kProofTime);
  if (!answer.ok()) {
    found(std::nullopt);
    co_return answer.status().code() == Code::kTimedOut ? Ok() : answer.status();
  }
  const Result<RespondProofOfWeight> proof = ReadMessage<RespondProofOfWeight>(answer->body);
  const bool right = proof.ok() && proof->tip == wanted.tip;
  if (right) holder.Common<WeightProofs>().Keep(wanted.tip, answer->body.Owned());
  found(right ? std::optional(answer->body.Owned()) : std::nullopt);
  co_return proof.ok() ? Ok() : proof.status();
}

Status Give(Peer& peer, const Envelope& request, Slice body) {
  Envelope answer;
  answer.native = RespondProofOfWeight::kType;
  answer.id = request.id;
  answer.body = std::move(body);
  return Say(peer, std::move(answer));
}

// Without a proof there is no answer (wire/chia.md 16.2).
void PassOn(Peer& peer, const Envelope& request, const ProofRequest& wanted, const Roster::Member& holder) {
  const auto asker = peer.Poster();
  const Found found = [asker, &peer, request](std::optional<Slice> body) {
    asker([&peer, request, body = std::move(body)] {
      EndQuestion(peer, request.native);
      if (!body.has_value()) return;
      if (Status given = Give(peer, request, *body); !given.ok()) peer.Close(given);
    });
  };
  holder.post([wanted, found](Peer& other) { other.Spawn(AskHolder(other, wanted, found)); });
}

}  // namespace

std::optional<Slice> WeightProofs::Find(const Hash256& tip) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(proofs_, tip, &Proof::tip);
  return found == proofs_.end() ? std::nullopt : std::optional(found->body);
}

void WeightProofs::Keep(const Hash256& tip, Slice body) {
  const std::lock_guard lock(mutex_);
  if (std::ranges::find(proofs_, tip, &Proof::tip) != proofs_.end()) return;
  bytes_ += body.size();
  proofs_.push_back(Proof{tip, std::move(body)});
  while (bytes_ > kMostBytes && proofs_.size() > 1) {
    bytes_ -= proofs_.front().body.size();
    proofs_.pop_front();
  }
}

bool WeightProofs::Available(const Hash256& tip, const Roster& roster) {
  return Find(tip).has_value() || roster.Holder(tip).has_value();
}

Task<Status> AnswerRequestProof(Peer& peer, const Received<RequestProofOfWeight>& request) {
  ProofRequest wanted;
  wanted.height = request->total_number_of_blocks;
  wanted.tip = request->tip;
  Envelope question;
  question.native = RequestProofOfWeight::kType;
  question.id = request.envelope().id;
  if (const std::optional<Slice> kept = peer.Common<WeightProofs>().Find(wanted.tip)) {
    EndQuestion(peer, question.native);
    co_return Give(peer, question, *kept);
  }
  const std::optional<Roster::Member> holder = peer.Common<Roster>().Holder(wanted.tip);
  if (holder.has_value()) {
    PassOn(peer, question, wanted, *holder);
  } else {
    EndQuestion(peer, question.native);
  }
  co_return Ok();
}

}  // namespace dragoman::chia
