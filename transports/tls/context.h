// TlsContext: what one side of TLS shows and whom it trusts, made once from PEM texts and shared by its links.
// Trust is exactly the authorities given: no system store, and host names are not looked at. Thread-safe.
#pragma once

#include <memory>
#include <string>

#include "core/base/block.h"
#include "core/base/clock.h"
#include "core/base/result.h"

struct ssl_ctx_st;
struct bio_method_st;

namespace dragoman {

namespace tls {
class Sessions;
}

enum class TlsVersion : std::uint8_t { k12, k13 };

struct TlsOptions {
  std::string certificate;   // PEM: our own, and behind it what stands between it and the authority
  std::string key;           // PEM, of the first of these
  std::string authorities;   // PEM: who must have signed the peer's
  bool verify_peer = true;   // the peer must show a certificate that an authority signed
  TlsVersion least = TlsVersion::k13;
  TlsVersion most = TlsVersion::k13;
  std::string server_name;   // of a dialer: the name it asks for (SNI); empty: none
  bool resume = true;        // sessions may be taken up again, without a second round of certificates
  Duration opening = std::chrono::seconds(30);  // from the connection to the end of the handshake
};

class TlsContext {
 public:
  // Faults: kUsage with which of the texts is wrong. An acceptor needs a certificate with its key.
  static Result<std::shared_ptr<const TlsContext>> ForAcceptor(TlsOptions options);
  static Result<std::shared_ptr<const TlsContext>> ForDialer(TlsOptions options);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  const TlsOptions& options() const { return options_; }
  bool accepts() const { return accepts_; }

  // --- for TlsStream ---
  ssl_ctx_st* native() const { return native_.get(); }
  const bio_method_st* pipe() const { return pipe_.get(); }
  // What is decrypted stands in blocks of this pool.
  BlockPool& blocks() const { return *blocks_; }
  // What dialed servers gave for the next time, by address; null where nothing is taken up again.
  tls::Sessions* sessions() const { return sessions_.get(); }

 private:
  struct FreeContext {
    void operator()(ssl_ctx_st* context) const;
  };
  struct FreePipe {
    void operator()(bio_method_st* method) const;
  };
  TlsContext(TlsOptions options, bool accepts);
  static Result<std::shared_ptr<const TlsContext>> Make(TlsOptions options, bool accepts);
  Status Prepare();
  Status Identify();
  Status Trust();

  TlsOptions options_;
  const bool accepts_;
  std::unique_ptr<ssl_ctx_st, FreeContext> native_;
  std::unique_ptr<bio_method_st, FreePipe> pipe_;
  const std::shared_ptr<BlockPool> blocks_;
  std::unique_ptr<tls::Sessions> sessions_;
};

}  // namespace dragoman
