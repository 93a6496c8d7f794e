#include "transports/tls/context.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "transports/tls/faults.h"
#include "transports/tls/pem.h"
#include "transports/tls/pipe.h"
#include "transports/tls/sessions.h"

namespace dragoman {
namespace {

// As much as a transport reads at once, so that one read is one batch.
constexpr std::size_t kBlockBytes = 64 * KiB;
constexpr unsigned char kSessionScope[] = "dragoman";

int Native(TlsVersion version) { return version == TlsVersion::k12 ? TLS1_2_VERSION : TLS1_3_VERSION; }

}  // namespace

void TlsContext::FreeContext::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }
void TlsContext::FreePipe::operator()(bio_method_st* method) const { BIO_meth_free(method); }

TlsContext::TlsContext(TlsOptions options, bool accepts)
    : options_(std::move(options)),
      accepts_(accepts),
      native_(SSL_CTX_new(accepts ? TLS_server_method() : TLS_client_method())),
      pipe_(tls::MakePipeMethod()),
      blocks_(BlockPool::Create(kBlockBytes)) {}

TlsContext::~TlsContext() = default;

Result<std::shared_ptr<const TlsContext>> TlsContext::ForAcceptor(TlsOptions options) {
  return Make(std::move(options), true);
}
Result<std::shared_ptr<const TlsContext>> TlsContext::ForDialer(TlsOptions options) {
  return Make(std::move(options), false);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::Make(TlsOptions options, bool accepts) {
  std::shared_ptr<TlsContext> context(new TlsContext(std::move(options), accepts));
  if (Status wrong = context->Prepare(); !wrong.ok()) return wrong;
  return std::shared_ptr<const TlsContext>(std::move(context));
}

Status TlsContext::Prepare() {
  if (native_ == nullptr || pipe_ == nullptr) return tls::Fault(Code::kInternal, "TLS cannot be set up");
  SSL_CTX* context = native_.get();
  if (options_.least > options_.most) {
    return Status(Code::kUsage, "TLS: the least version is above the greatest").Next("Swap them.");
  }
  SSL_CTX_set_min_proto_version(context, Native(options_.least));
  SSL_CTX_set_max_proto_version(context, Native(options_.most));
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  if (!options_.resume) {
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context, 0);
  } else if (accepts_) {
    // The server keeps nothing: a ticket holds it all, sealed with a key of this context.
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_session_id_context(context, kSessionScope, sizeof(kSessionScope) - 1);
  } else {
    sessions_ = std::make_unique<tls::Sessions>();
    sessions_->Collect(context);
  }
  DRAGOMAN_TRY(Identify());
  return Trust();
}

Status TlsContext::Identify() {
  if (options_.certificate.empty() && options_.key.empty() && !accepts_) return Ok();
  const std::vector<tls::Certificate> chain = tls::ReadCertificates(options_.certificate);
  if (chain.empty()) {
    return tls::Fault(Code::kUsage, "TLS: our certificate cannot be read")
        .Next("It must be PEM: -----BEGIN CERTIFICATE-----.");
  }
  const tls::Key key = tls::ReadKey(options_.key);
  if (key == nullptr) {
    return tls::Fault(Code::kUsage, "TLS: our key cannot be read").Next("It must be PEM, without a passphrase.");
  }
  SSL_CTX* context = native_.get();
  if (SSL_CTX_use_certificate(context, chain[0].get()) != 1) {
    return tls::Fault(Code::kUsage, "TLS: our certificate cannot be used");
  }
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (SSL_CTX_add1_chain_cert(context, chain[i].get()) != 1) {
      return tls::Fault(Code::kUsage, "TLS: the chain behind our certificate cannot be used");
    }
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
    return tls::Fault(Code::kUsage, "TLS: our key does not belong to our certificate")
        .Next("Give the key that the certificate was made with.");
  }
  return Ok();
}

Status TlsContext::Trust() {
  SSL_CTX* context = native_.get();
  if (!options_.verify_peer) {
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    return Ok();
  }
  const std::vector<tls::Certificate> authorities = tls::ReadCertificates(options_.authorities);
  if (authorities.empty()) {
    return tls::Fault(Code::kUsage, "TLS: the authority that must have signed the peer's certificate cannot be read")
        .Next("It must be PEM: -----BEGIN CERTIFICATE-----.");
  }
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  for (const tls::Certificate& authority : authorities) {
    if (X509_STORE_add_cert(store, authority.get()) != 1) {
      return tls::Fault(Code::kUsage, "TLS: an authority cannot be used");
    }
    // Told to those who dial, who may have several certificates to choose from.
    if (accepts_) SSL_CTX_add_client_CA(context, authority.get());
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return Ok();
}

}  // namespace dragoman
