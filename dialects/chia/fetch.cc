#include "dialects/chia/fetch.h"

#include <array>

#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/say.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr Duration kBlockTime = std::chrono::seconds(15);
constexpr Duration kBlocksTime = std::chrono::seconds(60);
constexpr std::array<NativeType, 2> kBlockReplies{RespondBlock::kType, RejectBlock::kType};
constexpr std::array<NativeType, 2> kBlocksReplies{RespondBlocks::kType, RejectBlocks::kType};

// The answer to a peak that was announced is a block; anything else is the announcer's fault.
Status Undelivered(Status why) {
  if (why.verdict() != nullptr) return why;
  if (why.fault() != FaultClass::kPeer) return why;
  return why.With(verdict::kFailed);
}

}  // namespace

Task<Result<std::optional<Fetched>>> FetchBlock(Peer& peer, std::uint32_t height, bool with_generator) {
  RequestBlock request;
  request.height = height;
  request.include_transaction_block = with_generator;
  const Envelope question = QuestionOf(request);
  const Result<Envelope> answer = co_await Ask(peer, question, kBlockReplies, kBlockTime);
  if (!answer.ok()) co_return Undelivered(answer.status());
  if (answer->native == RejectBlock::kType) {
    Status rejected(Code::kUnexpected, "rejects block {} of the chain that it announced", height);
    co_return Undelivered(std::move(rejected));
  }
  const Result<RespondBlock> block = ReadMessage<RespondBlock>(answer->body);
  if (!block.ok()) co_return Undelivered(block.status());
  Fetched fetched;
  fetched.raw = block->block.bytes().Owned();
  Result<BlockFacts> facts = FactsOf(fetched.raw);
  if (!facts.ok()) co_return Undelivered(facts.status());
  fetched.facts = *facts;
  if (fetched.facts.height != height) co_return std::optional<Fetched>();
  co_return std::optional<Fetched>(std::move(fetched));
}

Task<Result<std::vector<Slice>>> FetchBlocks(Peer& peer, std::uint32_t first, std::uint32_t last) {
  RequestBlocks request;
  request.start_height = first;
  request.end_height = last;
  request.include_transaction_block = true;
  const Envelope question = QuestionOf(request);
  const Result<Envelope> answer = co_await Ask(peer, question, kBlocksReplies, kBlocksTime);
  if (!answer.ok()) {
    Status why = answer.status();
    if (why.code() == Code::kTimedOut) why.With(verdict::kUnsuitable);
    co_return Undelivered(std::move(why));
  }
  if (answer->native == RejectBlocks::kType) {
    Status rejected(Code::kUnexpected, "rejects blocks {} to {} of the chain that it announced", first, last);
    co_return Undelivered(std::move(rejected));
  }
  const Result<RespondBlocks> blocks = ReadMessage<RespondBlocks>(answer->body);
  if (!blocks.ok()) co_return Undelivered(blocks.status());
  std::vector<Slice> raw;
  std::uint64_t height = first;
  bool fits = blocks->start_height == first && blocks->end_height == last &&
              blocks->blocks.size() == std::size_t{last} - first + 1;
  for (auto block = blocks->blocks.begin(); fits && block != blocks->blocks.end(); ++block) {
    fits = block->reward_chain_block.height == height++;
    raw.push_back(block.bytes().Owned());
  }
  if (!fits) {
    Status other(Code::kBadValue, "gives other blocks than {} to {}", first, last);
    co_return other.With(verdict::kUntrue);
  }
  co_return std::move(raw);
}

}  // namespace dragoman::chia
