#include "transports/tls/stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "transports/tls/faults.h"
#include "transports/tls/pem.h"
#include "transports/tls/sessions.h"

namespace dragoman {
namespace {

// Ciphertext that waits for the network; more stays with the inner stream, which knows what a slow reader is.
constexpr std::size_t kMostSealed = 128 * KiB;
// With what OpenSSL itself has added, above all that we seal in one go.
constexpr std::size_t kMostAnswered = 3 * kMostSealed;
// Of one record; smaller runs of the inner stream are gathered up to it.
constexpr std::size_t kRecord = 16 * KiB;
constexpr std::size_t kGatherBelow = 4 * KiB;
// To send the rest after an end.
constexpr Duration kRest = std::chrono::seconds(3);

}  // namespace

void TlsStream::FreeSsl::operator()(ssl_st* ssl) const { SSL_free(ssl); }

TlsStream::TlsStream(std::shared_ptr<const TlsContext> context, LinkInfo link, Host& host, MakeStream make,
                     std::function<void(const LinkInfo&, Status)> failed)
    : Stream(pipe_.going), context_(std::move(context)), host_(host), ssl_(SSL_new(context_->native())) {
  const Instant since = link.since == Instant() ? host.Now() : link.since;
  opening_ = std::make_unique<Opening>(
      Opening{std::move(link), std::move(make), std::move(failed), since + context_->options().opening});
  if (ssl_ == nullptr) return;
  BIO* bio = tls::OpenPipe(context_->pipe(), pipe_);
  SSL_set_bio(ssl_.get(), bio, bio);
  if (context_->accepts()) {
    SSL_set_accept_state(ssl_.get());
    return;
  }
  SSL_set_connect_state(ssl_.get());
  const std::string& name = context_->options().server_name;
  if (!name.empty()) SSL_set_tlsext_host_name(ssl_.get(), name.c_str());
  if (context_->sessions() == nullptr) return;
  address_ = std::make_unique<std::string>(opening_->link.remote);
  SSL_set_app_data(ssl_.get(), address_.get());
  context_->sessions()->Offer(ssl_.get(), *address_);
}

TlsStream::~TlsStream() = default;

bool TlsStream::resumed() const { return ssl_ != nullptr && SSL_session_reused(ssl_.get()) == 1; }

void TlsStream::OnWake(std::function<void()> wake) {
  wake_ = std::make_shared<const std::function<void()>>(std::move(wake));
}

// OpenSSL answers some records by itself, whatever waits already (KeyUpdate, HelloRequest): who takes no answers asks
// nothing more.
bool TlsStream::WantsRead() const {
  return !closing() && pipe_.going.size() <= kMostAnswered && (inner_ == nullptr || inner_->WantsRead());
}

void TlsStream::Open() {
  if (ssl_ == nullptr) return Fail(Status(Code::kOverload, "no memory for TLS"));
  Shake();
  Settle();
}

void TlsStream::Feed(const Slice& bytes) {
  if (closing()) return;
  pipe_.coming = bytes.bytes();
  if (inner_ != nullptr || Shake()) Decrypt();
  pipe_.coming = {};
  Settle();
}

bool TlsStream::Shake() {
  ERR_clear_error();
  const int done = SSL_do_handshake(ssl_.get());
  if (done == 1) {
    Begin();
    return inner_ != nullptr;
  }
  if (SSL_get_error(ssl_.get(), done) != SSL_ERROR_WANT_READ) Break();
  return false;
}

void TlsStream::Begin() {
  const std::unique_ptr<Opening> opening = std::move(opening_);
  if (const X509* certificate = SSL_get0_peer_certificate(ssl_.get())) {
    opening->link.certificate = tls::Spell(*certificate);
  }
  Result<std::unique_ptr<Stream>> inner = opening->make(std::move(opening->link), host_);
  if (!inner.ok()) return Over(true);
  inner_ = std::move(*inner);
  inner_->OnWake([this] {
    Settle();
    if (const auto wake = wake_) (*wake)();
  });
  inner_->Open();
}

// All that can be read becomes one batch of the inner stream, or a few.
void TlsStream::Decrypt() {
  while (!inner_->closing()) {
    BlockRef block = context_->blocks().Take();
    block.Keep();
    std::size_t filled = 0;
    bool more = true;
    while (more && filled < block->size()) {
      std::size_t count = 0;
      ERR_clear_error();
      more = SSL_read_ex(ssl_.get(), block->data() + filled, block->size() - filled, &count) == 1;
      filled += count;
    }
    const int why = more ? SSL_ERROR_NONE : SSL_get_error(ssl_.get(), 0);
    Status broken = more || why == SSL_ERROR_WANT_READ || why == SSL_ERROR_ZERO_RETURN
                        ? Ok()
                        : tls::LinkFault(ssl_.get(), context_->accepts());
    if (filled > 0) inner_->Feed(Slice(Bytes(block->data(), filled), block));
    block.Share();
    if (more) continue;
    if (why == SSL_ERROR_ZERO_RETURN) peer_ended_ = true;
    if (!broken.ok()) {
      inner_->Ended(ClosedBy::kPeer, std::move(broken));
      Over(false);
    }
    return;
  }
}

bool TlsStream::EncryptSome() {
  if (inner_->out().empty()) return false;
  std::array<Bytes, 16> runs;
  const std::size_t filled = inner_->out().Peek(runs);
  // A frame's header and the shared bytes behind it belong into one record.
  std::array<std::uint8_t, kRecord> record;
  Bytes plain = runs[0].first(std::min(runs[0].size(), kMostSealed));
  if (plain.size() < kGatherBelow && filled > 1) {
    std::size_t gathered = 0;
    for (std::size_t i = 0; i < filled && gathered < record.size(); ++i) {
      const Bytes part = runs[i].first(std::min(runs[i].size(), record.size() - gathered));
      std::copy(part.begin(), part.end(), record.begin() + static_cast<std::ptrdiff_t>(gathered));
      gathered += part.size();
    }
    plain = Bytes(record.data(), gathered);
  }
  std::size_t written = 0;
  ERR_clear_error();
  if (SSL_write_ex(ssl_.get(), plain.data(), plain.size(), &written) != 1) {
    Break();
    return false;
  }
  inner_->DropOut(written);
  return true;
}

void TlsStream::Encrypt() {
  while (!over_ && pipe_.going.size() < kMostSealed && EncryptSome()) {
  }
}

void TlsStream::Settle() {
  if (over_ || inner_ == nullptr) return;
  Encrypt();
  if (over_) return;
  Weigh();
  if (peer_ended_ && !inner_->closing()) {
    if (give_up_ == kNever) give_up_ = host_.Now() + kRest;
    if (inner_->out().empty() || host_.Now() >= give_up_) {
      inner_->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
    }
  }
  if (!inner_->finished()) return;
  // What it could not send in its time it has given up.
  abandoned_ = !inner_->out().empty();
  Over(true);
}

void TlsStream::Over(bool say_goodbye) {
  if (over_) return;
  over_ = true;
  give_up_ = host_.Now() + kRest;
  if (say_goodbye && SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

void TlsStream::Fail(Status why) {
  const std::unique_ptr<Opening> opening = std::move(opening_);
  Over(false);
  if (opening != nullptr && opening->failed) opening->failed(opening->link, std::move(why));
}

void TlsStream::Break() {
  Status why = tls::LinkFault(ssl_.get(), context_->accepts());
  if (inner_ == nullptr) return Fail(std::move(why));
  inner_->Ended(ClosedBy::kPeer, std::move(why));
  Over(false);
}

void TlsStream::Ended(ClosedBy by, Status why) {
  if (inner_ != nullptr) {
    inner_->Ended(by, std::move(why));
    // It may still owe an answer to a peer that has ended its own side only.
    if (by == ClosedBy::kPeer && !over_ && !inner_->finished()) {
      peer_ended_ = true;
      return Settle();
    }
  } else if (!over_) {
    Fail(Status::Because(why.code(), "TLS handshake: " + why.Text()));
  }
  Over(false);
  pipe_.going.Clear();
  abandoned_ = true;
}

void TlsStream::Close(Status why) {
  if (inner_ == nullptr) return over_ ? void() : Fail(std::move(why));
  inner_->Close(std::move(why));
  Settle();
}

void TlsStream::DropOut(std::size_t count) {
  pipe_.going.Drop(count);
  if (pipe_.going.size() < kMostSealed / 2) Settle();
}

// A record or less is gone with this batch, mostly.
void TlsStream::Weigh() {
  const std::size_t held = held_below_ + (pipe_.going.size() < kRecord ? 0 : pipe_.going.size());
  if (held == told_) return;
  told_ = held;
  inner_->Hold(held);
}

void TlsStream::Hold(std::size_t bytes) {
  held_below_ = bytes;
  Settle();
}

Instant TlsStream::NextDeadline() const {
  if (over_) return pipe_.going.empty() ? kNever : give_up_;
  if (inner_ == nullptr) return opening_->deadline;
  return std::min(inner_->NextDeadline(), give_up_);
}

void TlsStream::Tick() {
  const Instant now = host_.Now();
  if (over_) {
    abandoned_ = abandoned_ || now >= give_up_;
    return;
  }
  if (inner_ == nullptr) {
    if (now < opening_->deadline) return;
    return Fail(Status(Code::kTimedOut, "the TLS handshake took longer than {} s",
                       static_cast<std::uint64_t>(context_->options().opening / std::chrono::seconds(1))));
  }
  if (now >= inner_->NextDeadline()) inner_->Tick();
  Settle();
}

}  // namespace dragoman
