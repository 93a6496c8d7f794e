#include "dialects/chia/flows.h"

#include "dialects/chia/chatter.h"
#include "dialects/chia/compact_vdf.h"
#include "dialects/chia/follow.h"
#include "dialects/chia/gate.h"
#include "dialects/chia/greet.h"
#include "dialects/chia/handshake.h"
#include "dialects/chia/introducer.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/chia/peer_exchange.h"
#include "dialects/chia/serve_blocks.h"
#include "dialects/chia/transactions.h"
#include "dialects/chia/verdicts.h"
#include "dialects/chia/wallet/answers.h"
#include "dialects/chia/weight_proofs.h"

namespace dragoman::chia {
namespace {

// Each side numbers its questions in a half of its own (wire/chia.md 8.1).
constexpr IdRange kDialing{0, 32767};
constexpr IdRange kAccepting{32768, 65535};

// A link that is lost is tried again soon; a node that does not want us, as long as its bans last.
std::optional<Duration> Redial(int attempt, bool was_connected, const Status& why) {
  constexpr Duration kSoon = std::chrono::seconds(3);
  constexpr Duration kLongest = std::chrono::seconds(60);
  if (why.code() == Code::kUsage) return std::nullopt;
  if (why.code() == Code::kInUse) return kLongest;  // it has dialed us
  if (was_connected) return kSoon;
  return std::min<Duration>(kSoon * attempt, kLongest);
}

// Of all sockets of the process, as the reference has it; slots by type are counted after the handshake.
void ChangeLimits(Limits& limits) {
  limits.inbound = 132;
  limits.per_netgroup = 132;
  limits.half_open = 132;
  limits.handshake = std::chrono::seconds(30);
}

}  // namespace

void AddFlows(Dialect& chia) {
  chia.Correlate(Correlation::kBySideId, kDialing, kAccepting)
      .Handshake(ShakeHands)
      .Gate(CheckRates)
      .Foretell(ForetellFrame)
      .Unasked(CheckSender)
      .Answered(EndAnswered)
      .Settled(CountAnew)
      .Verdicts(VerdictOn)
      .Redial(Redial)
      .Limits(ChangeLimits);
  chia.Flow("greet", Greet).Flow("keep-company", KeepCompany).Flow("follow-peaks", FollowPeaks);
  chia.Answer<RequestBlock>(AnswerRequestBlock)
      .Answer<RequestBlocks>(AnswerRequestBlocks)
      .Answer<RespondBlock>(RefuseUnasked)
      .Answer<RespondBlocks>(RefuseUnasked)
      .Answer<RejectBlock>(RefuseUnasked)
      .Answer<RejectBlocks>(RefuseUnasked)
      .Answer<RequestProofOfWeight>(AnswerRequestProof);
  chia.Answer<NewTransaction>(HearTransaction)
      .Answer<RequestTransaction>(AnswerRequestTransaction)
      .Answer<RespondTransaction>(HearTransactionUnasked)
      .Answer<RequestMempoolTransactions>(AnswerRequestMempool);
  chia.Answer<RequestPeers>(AnswerRequestPeers).Answer<RespondPeers>(HearPeers);
  chia.Answer<RespondPeersIntroducer>(HearIntroducer);
  chia.Answer<NewCompactVDF>(HearCompactVdf)
      .Answer<RequestCompactVDF>(AnswerRequestCompactVdf)
      .Answer<RespondCompactVDF>(RefuseCompactVdf);
  chia.Answer<NewUnfinishedBlock>(Overhear)
      .Answer<NewUnfinishedBlock2>(Overhear)
      .Answer<RequestUnfinishedBlock>(Overhear)
      .Answer<RequestUnfinishedBlock2>(Overhear)
      .Answer<RespondUnfinishedBlock>(Overhear)
      .Answer<NewSignagePointOrEndOfSubSlot>(Overhear)
      .Answer<RequestSignagePointOrEndOfSubSlot>(Overhear)
      .Answer<RespondSignagePoint>(Overhear)
      .Answer<RespondEndOfSubSlot>(Overhear)
      .Answer<RespondProofOfWeight>(Overhear)
      .Answer<Error>(Overhear);
  AddWalletAnswers(chia);
}

}  // namespace dragoman::chia
