// TlsStream: TLS between a link and another stream, which is made when the handshake is done and the peer's certificate
// is known. Keeps no buffers while nothing is under way.
//
// Its handshake returning is no acceptance: with TLS 1.3 the acceptor judges the dialer's certificate afterwards, and
// the dialer sees that only with the first bytes.
#pragma once

#include <memory>

#include "core/session/stream.h"
#include "transports/tls/context.h"
#include "transports/tls/pipe.h"

struct ssl_st;

namespace dragoman {

class TlsStream final : public Stream {
 public:
  // `failed` comes, once, if `make` is never asked.
  TlsStream(std::shared_ptr<const TlsContext> context, LinkInfo link, Host& host, MakeStream make,
            std::function<void(const LinkInfo&, Status)> failed);
  ~TlsStream() override;

  // Null until the handshake is done, or if that stream was refused.
  const Stream* inner() const { return inner_.get(); }
  Stream* inner() { return inner_.get(); }
  // Taken up where an earlier one left off, without certificates.
  bool resumed() const;

  // --- Stream ---
  void Open() override;
  void OnWake(std::function<void()> wake) override;
  void Feed(const Slice& bytes) override;
  void Ended(ClosedBy by, Status why) override;
  void Close(Status why) override;
  bool WantsRead() const override;
  bool closing() const override { return over_ || (inner_ != nullptr && inner_->closing()); }
  bool finished() const override { return over_ && (pipe_.going.empty() || abandoned_); }
  bool opening() const override { return !over_ && (inner_ == nullptr || inner_->opening()); }
  void DropOut(std::size_t count) override;
  void Hold(std::size_t bytes) override;
  Instant NextDeadline() const override;
  void Tick() override;

 private:
  struct FreeSsl {
    void operator()(ssl_st* ssl) const;
  };
  // A step of the handshake; true when it is done and the inner stream is there.
  bool Shake();
  void Begin();
  void Decrypt();
  void Encrypt();
  bool EncryptSome();
  // After every call: what the inner stream has queued goes out, and its end becomes ours.
  void Settle();
  // Tells the inner stream what waits below it.
  void Weigh();
  void Over(bool say_goodbye);
  // No inner stream was ever made.
  void Fail(Status why);
  // TLS itself has failed.
  void Break();

  const std::shared_ptr<const TlsContext> context_;
  Host& host_;
  tls::Pipe pipe_;
  std::unique_ptr<ssl_st, FreeSsl> ssl_;
  std::unique_ptr<Stream> inner_;
  std::shared_ptr<const std::function<void()>> wake_;
  // Until the inner stream is made.
  struct Opening {
    LinkInfo link;
    MakeStream make;
    std::function<void(const LinkInfo&, Status)> failed;
    Instant deadline;
  };
  std::unique_ptr<Opening> opening_;
  std::unique_ptr<std::string> address_;  // of a dialed server, under which its session is kept
  bool peer_ended_ = false;               // it said so within TLS
  std::size_t held_below_ = 0;
  std::size_t told_ = 0;  // to the inner stream as held
  bool over_ = false;
  bool abandoned_ = false;
  Instant give_up_ = kNever;  // on the rest, after an end
};

}  // namespace dragoman
