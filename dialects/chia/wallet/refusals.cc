#include "dialects/chia/wallet/refusals.h"

#include <algorithm>

#include "core/base/hash.h"
#include "dialects/chia/link.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/chia/object_points.h"
#include "dialects/chia/say.h"
#include "dialects/chia/verdicts.h"
#include "dialects/chia/version.h"
#include "dialects/chia/wallet/coin_book.h"
#include "dialects/chia/wallet/follow_coins.h"

namespace dragoman::chia {
namespace {

constexpr std::uint8_t kFailed = 3;
constexpr std::int16_t kUnknown = 1;
constexpr std::string_view kErrorsSince = "0.0.35";

// Older wallets do not know the message; their question runs into its time limit.
Status SayError(Peer& peer, const Envelope& request, std::string_view text) {
  const Result<Version> theirs = Version::Parse(peer.State<Link>().protocol_version);
  if (!theirs.ok() || *theirs < *Version::Parse(kErrorsSince)) return Ok();
  Error error;
  error.code = kUnknown;
  error.message = text;
  return AnswerTo(peer, request, error);
}

// Whether an interval between two ends of sub-epochs covers `height`: else the answer is that there is none.
bool Covered(std::span<const std::uint32_t> ends, std::uint32_t height) {
  return ends.size() >= 2 && ends.front() <= height && height < ends.back();
}

}  // namespace

Task<Status> AnswerRequestPuzzleSolution(Peer& peer, const Received<RequestPuzzleSolution>& request) {
  RejectPuzzleSolution reject;
  reject.coin_name = request->coin_name;
  reject.height = request->height;
  co_return AnswerTo(peer, request.envelope(), reject);
}

Task<Status> AnswerSendTransaction(Peer& peer, const Received<SendTransaction>& request) {
  const Slice raw = request->transaction.bytes().Owned();
  const std::function<Status()> check = [raw] {
    const Result<SpendBundle> bundle = ReadMessage<SpendBundle>(raw);
    return bundle.ok() ? CheckPoints(*bundle) : bundle.status();
  };
  Status points = co_await peer.Elsewhere(check);
  if (!points.ok()) co_return points;
  TransactionAck ack;
  ack.txid = Sha256(raw);
  ack.status = kFailed;
  ack.error = Text("NO_TRANSACTIONS_WHILE_SYNCING");
  co_return AnswerTo(peer, request.envelope(), ack);
}

Task<Status> AnswerRequestSESInfo(Peer& peer, const Received<RequestSESInfo>& request) {
  DRAGOMAN_CO_TRY(co_await FollowCoins(peer));
  const bool covered = peer.Common<CoinBook>().Read(
      [&](const CoinLedger& coins) { return Covered(coins.sub_epochs(), request->start_height); });
  if (covered) {
    co_return SayError(peer, request.envelope(), "this node does not validate: it does not know the summaries of sub-epochs");
  }
  const RespondSESInfo none;
  co_return AnswerTo(peer, request.envelope(), none);
}

Task<Status> AnswerRequestFeeEstimates(Peer& peer, const Received<RequestFeeEstimates>& request) {
  co_return SayError(peer, request.envelope(), "this node does not run transactions: it has no estimates of fees");
}

Task<Status> AnswerRequestCostInfo(Peer& peer, const Received<RequestCostInfo>& request) {
  co_return SayError(peer, request.envelope(), "this node does not run transactions: it does not know the costs in its mempool");
}

}  // namespace dragoman::chia
