#include "dialects/chia/serve_blocks.h"

#include "dialects/chia/frame.h"
#include "dialects/chia/say.h"
#include "dialects/chia/tip.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr std::uint32_t kMostBlocks = 33;
constexpr std::size_t kMostBytes = kMaxFrameBytes - 8;  // the header

// Without the generator; the references to others stay.
Result<Slice> Bare(const Slice& raw) {
  Result<FullBlock> block = ReadMessage<FullBlock>(raw);
  if (!block.ok()) return Status(Code::kStorage, "a stored block cannot be read");
  if (!block->generator.generator().has_value()) return raw;
  block->generator.transactions_generator.reset();
  block->generator.transactions_generator_buffer.reset();
  return BodyOf(*block);
}

// A fault of our own disk is not the asker's: it hears that the block is not there, the operator what is wrong.
Task<std::optional<Slice>> BlockFor(Peer& peer, std::uint32_t height, bool with_generator) {
  Result<Slice> raw = co_await BlockAt(peer, height);
  if (raw.ok() && !with_generator) raw = Bare(*raw);
  if (raw.ok()) co_return *raw;
  if (raw.status().code() == Code::kStorage) {
    event::Fault fault;
    fault.where = "chain";
    fault.text = "block " + std::to_string(height) + " is asked for and not served: " + raw.status().Text();
    peer.Publish(std::move(fault));
  }
  co_return std::nullopt;
}

}  // namespace

Task<Status> AnswerRequestBlock(Peer& peer, const Received<RequestBlock>& request) {
  const std::uint32_t height = request->height;
  const std::optional<Slice> raw = co_await BlockFor(peer, height, request->include_transaction_block);
  if (!raw.has_value()) {
    RejectBlock reject;
    reject.height = height;
    co_return AnswerTo(peer, request.envelope(), reject);
  }
  Envelope answer;
  answer.native = RespondBlock::kType;
  answer.id = request.envelope().id;
  answer.body = *raw;  // the body is the block
  co_return Say(peer, std::move(answer));
}

Task<Status> AnswerRequestBlocks(Peer& peer, const Received<RequestBlocks>& request) {
  const std::uint32_t first = request->start_height;
  const std::uint32_t last = request->end_height;
  bool whole = last >= first && last - first < kMostBlocks;
  ByteVector body;
  Writer out(body);
  if (whole) {
    out.Wide(first, 4, std::endian::big);
    out.Wide(last, 4, std::endian::big);
    out.Wide(std::uint64_t{last} - first + 1, 4, std::endian::big);
  }
  for (std::uint64_t height = first; whole && height <= last; ++height) {
    const auto at = static_cast<std::uint32_t>(height);
    const std::optional<Slice> raw = co_await BlockFor(peer, at, request->include_transaction_block);
    whole = raw.has_value() && body.size() + raw->size() <= kMostBytes;
    if (whole) out.Raw(*raw);
  }
  if (!whole) {
    RejectBlocks reject;
    reject.start_height = first;
    reject.end_height = last;
    co_return AnswerTo(peer, request.envelope(), reject);
  }
  Envelope answer;
  answer.native = RespondBlocks::kType;
  answer.id = request.envelope().id;
  answer.body = Slice::Copy(body);
  co_return Say(peer, std::move(answer));
}

template <Message M>
Task<Status> RefuseUnasked(Peer&, const Received<M>&) {
  Status unasked(Code::kUnexpected, "message type {} came without a question", M::kType);
  co_return unasked.With(verdict::kUnasked);
}

template Task<Status> RefuseUnasked(Peer&, const Received<RespondBlock>&);
template Task<Status> RefuseUnasked(Peer&, const Received<RejectBlock>&);
template Task<Status> RefuseUnasked(Peer&, const Received<RespondBlocks>&);
template Task<Status> RefuseUnasked(Peer&, const Received<RejectBlocks>&);

}  // namespace dragoman::chia
