#include "dialects/chia/wallet/headers.h"

#include "dialects/chia/block_filter.h"
#include "dialects/chia/say.h"
#include "dialects/chia/wallet/known_block.h"

namespace dragoman::chia {
namespace {

constexpr std::uint32_t kMostHeaderBlocks = 33;
constexpr std::uint32_t kMostBlockHeaders = 129;
// What the rate limits let through as one message; nobody could take a larger one (wire/chia.md 13.2).
constexpr std::size_t kMostHeaderBytes = 500 * KiB;
constexpr std::size_t kMostHeadersBytes = 2 * MiB;

ByteVector FilterOf(const FullBlock& block, bool with_filter) {
  std::vector<Hash256> elements;
  if (with_filter && block.transactions_info.has_value()) {
    for (const Coin& coin : block.transactions_info->reward_claims_incorporated) elements.push_back(coin.puzzle_hash);
  }
  return EncodeFilter(std::move(elements));
}

// kNotFound where a height is missing or the headers do not fit into one message.
Task<Result<std::vector<HeaderBlock>>> HeadersBetween(Peer& peer, std::uint32_t first, std::uint32_t last, bool with_filter) {
  std::vector<HeaderBlock> headers;
  std::size_t bytes = 0;
  for (std::uint64_t height = first; height <= last; ++height) {
    const Result<KnownBlock> known = co_await BlockWithoutGenerator(peer, static_cast<std::uint32_t>(height));
    if (!known.ok()) co_return known.status();
    headers.push_back(HeaderOf(known->block, with_filter));
    bytes += MeasureMessage(headers.back());
    if (bytes > kMostHeadersBytes - 12) co_return Status(Code::kNotFound, "the headers do not fit into one message");
  }
  co_return headers;
}

bool IsRange(std::uint32_t first, std::uint32_t last, std::uint32_t most) { return first <= last && last - first < most; }

// The same range again with its headers, or as a refusal.
template <class Respond, class Reject, class Request>
Status AnswerRange(Peer& peer, const Received<Request>& request, const Result<std::vector<HeaderBlock>>& headers) {
  if (!headers.ok()) {
    if (EndsTheLink(headers.status())) return headers.status();
    Reject reject;
    reject.start_height = request->start_height;
    reject.end_height = request->end_height;
    return AnswerTo(peer, request.envelope(), reject);
  }
  Respond answer;
  answer.start_height = request->start_height;
  answer.end_height = request->end_height;
  answer.header_blocks = *headers;
  return AnswerTo(peer, request.envelope(), answer);
}

}  // namespace

HeaderBlock HeaderOf(const FullBlock& block, bool with_filter) {
  HeaderBlock header;
  header.finished_sub_slots = block.finished_sub_slots;
  header.reward_chain_block = block.reward_chain_block;
  header.challenge_chain_sp_proof = block.challenge_chain_sp_proof;
  header.challenge_chain_ip_proof = block.challenge_chain_ip_proof;
  header.reward_chain_sp_proof = block.reward_chain_sp_proof;
  header.reward_chain_ip_proof = block.reward_chain_ip_proof;
  header.infused_challenge_chain_ip_proof = block.infused_challenge_chain_ip_proof;
  header.foliage = block.foliage;
  header.foliage_transaction_block = block.foliage_transaction_block;
  header.transactions_filter = Slice::Copy(FilterOf(block, with_filter));
  header.transactions_info = block.transactions_info;
  return header;
}

Task<Status> AnswerRequestBlockHeader(Peer& peer, const Received<RequestBlockHeader>& request) {
  const Result<KnownBlock> known = co_await BlockWithoutGenerator(peer, request->height);
  if (!known.ok() && EndsTheLink(known.status())) co_return known.status();
  if (known.ok()) {
    RespondBlockHeader answer;
    answer.header_block = HeaderOf(known->block, true);
    if (MeasureMessage(answer) <= kMostHeaderBytes) co_return AnswerTo(peer, request.envelope(), answer);
  }
  RejectHeaderRequest reject;
  reject.height = request->height;
  co_return AnswerTo(peer, request.envelope(), reject);
}

Task<Status> AnswerRequestHeaderBlocks(Peer& peer, const Received<RequestHeaderBlocks>& request) {
  const std::uint32_t first = request->start_height;
  const std::uint32_t last = request->end_height;
  if (!IsRange(first, last, kMostHeaderBlocks)) co_return Ok();
  const Result<std::vector<HeaderBlock>> headers = co_await HeadersBetween(peer, first, last, true);
  co_return AnswerRange<RespondHeaderBlocks, RejectHeaderBlocks>(peer, request, headers);
}

Task<Status> AnswerRequestBlockHeaders(Peer& peer, const Received<RequestBlockHeaders>& request) {
  const std::uint32_t first = request->start_height;
  const std::uint32_t last = request->end_height;
  Result<std::vector<HeaderBlock>> headers = Status(Code::kNotFound, "the range makes no sense");
  if (IsRange(first, last, kMostBlockHeaders)) headers = co_await HeadersBetween(peer, first, last, request->return_filter);
  co_return AnswerRange<RespondBlockHeaders, RejectBlockHeaders>(peer, request, headers);
}

}  // namespace dragoman::chia
