#include "transports/websocket/deflate.h"

#include <algorithm>

#include <zlib.h>

namespace dragoman::websocket {
namespace {

// A packed message ends with an empty stored block, whose last four bytes are left away (RFC 7692, 7.2.1).
constexpr std::uint8_t kTail[] = {0x00, 0x00, 0xff, 0xff};
constexpr int kMemoryLevel = 8;
constexpr int kWidest = 15;
// What any message may unpack to, however small it is: the grant that every peer has (docs/limits.md).
constexpr std::size_t kAlways = 256 * KiB;
constexpr std::size_t kFirstBlock = 16 * KiB;
// Of memory between messages.
constexpr std::size_t kKept = 64 * KiB;

Status NoMemory() { return Status(Code::kOverload, "WebSocket: no memory to compress with"); }

}  // namespace

Deflater::Deflater(const WebSocketDeflate& options, const Agreement& agreement)
    : from_(options.from), level_(options.level), bits_(agreement.our_window_bits), forget_(agreement.forget_ours) {}

Deflater::~Deflater() {
  if (stream_ != nullptr) deflateEnd(stream_.get());
}

bool Deflater::Pack(ByteVector& out, std::size_t begun) {
  const std::size_t size = out.size() - begun;
  if (size == 0) {
    // zlib has nothing to flush; an empty message is this byte (RFC 7692, 7.2.3.6).
    if (!forget_) out.push_back(0);
    return !forget_;
  }
  if (stream_ == nullptr) {
    auto stream = std::make_unique<z_stream_s>();
    if (deflateInit2(stream.get(), level_, Z_DEFLATED, -bits_, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    stream_ = std::move(stream);
  }
  packed_.resize(deflateBound(stream_.get(), static_cast<uLong>(size)) + 16);
  stream_->next_in = out.data() + begun;
  stream_->avail_in = static_cast<uInt>(size);
  stream_->next_out = packed_.data();
  stream_->avail_out = static_cast<uInt>(packed_.size());
  const int done = deflate(stream_.get(), Z_SYNC_FLUSH);
  const bool whole = done == Z_OK && stream_->avail_in == 0 && stream_->avail_out > 0;
  const std::size_t packed = packed_.size() - stream_->avail_out - sizeof(kTail);
  // A window that begins anew is always allowed; one that the peer has not seen is not.
  if (forget_ || !whole) deflateReset(stream_.get());
  const bool smaller = whole && (!forget_ || packed < size);
  if (smaller) {
    out.resize(begun);
    out.insert(out.end(), packed_.begin(), packed_.begin() + static_cast<std::ptrdiff_t>(packed));
  }
  if (packed_.capacity() > kKept) packed_ = ByteVector();
  return smaller;
}

// As zlib.h reckons it (zconf.h, "Memory requirements"), and what stands beside its windows.
std::size_t Deflater::memory() const {
  constexpr std::size_t kRest = 8 * KiB;
  const std::size_t state = (std::size_t{1} << (bits_ + 2)) + (std::size_t{1} << (kMemoryLevel + 9)) + kRest;
  return packed_.capacity() + (stream_ == nullptr ? 0 : state);
}

Inflater::Inflater(const WebSocketDeflate& options, const Agreement& agreement, std::size_t largest)
    : ratio_(options.ratio), largest_(largest), forget_(agreement.forget_theirs) {}

Inflater::~Inflater() {
  if (stream_ != nullptr) inflateEnd(stream_.get());
}

std::size_t Inflater::memory() const {
  constexpr std::size_t kRest = 8 * KiB;
  return stream_ == nullptr ? 0 : (std::size_t{1} << kWidest) + kRest;
}

Result<Slice> Inflater::Unpack(Bytes packed) {
  if (stream_ == nullptr) {
    auto stream = std::make_unique<z_stream_s>();
    if (inflateInit2(stream.get(), -kWidest) != Z_OK) return NoMemory();
    stream_ = std::move(stream);
  }
  const std::size_t most = std::min(largest_, std::max(kAlways, packed.size() * ratio_));
  BlockRef block = Block::Alone(std::min(most + 1, std::max(kFirstBlock, packed.size() * 4)));
  std::size_t filled = 0;
  const Bytes parts[] = {packed, kTail};
  for (const Bytes part : parts) {
    stream_->next_in = const_cast<Bytef*>(part.data());
    stream_->avail_in = static_cast<uInt>(part.size());
    for (;;) {
      stream_->next_out = block->data() + filled;
      stream_->avail_out = static_cast<uInt>(block->size() - filled);
      const int done = inflate(stream_.get(), Z_SYNC_FLUSH);
      filled = block->size() - stream_->avail_out;
      if (filled > most) {
        return Status(Code::kOverLimit, "WebSocket: {} bytes unpack to more than {}", packed.size(), most);
      }
      if (done == Z_STREAM_END) {
        // A final block: legal, and the next message begins anew (RFC 7692, 7.2.3.5).
        inflateReset(stream_.get());
        if (stream_->avail_in == 0) break;
        continue;
      }
      if (done != Z_OK && done != Z_BUF_ERROR) {
        return Status(Code::kBadFrame, "WebSocket: a compressed message cannot be unpacked");
      }
      if (stream_->avail_out > 0) break;  // all of this part is read
      BlockRef larger = Block::Alone(std::min(most + 1, block->size() * 2));
      std::copy_n(block->data(), filled, larger->data());
      block = std::move(larger);
    }
  }
  if (forget_) inflateReset(stream_.get());
  const Bytes message(block->data(), filled);
  return Slice(message, std::move(block));
}

}  // namespace dragoman::websocket
