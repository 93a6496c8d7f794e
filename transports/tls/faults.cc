#include "transports/tls/faults.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace dragoman::tls {
namespace {

// The first error is the cause; what follows is where it was noticed. Empties the queue.
unsigned long TakeError() {
  const unsigned long first = ERR_get_error();
  ERR_clear_error();
  return first;
}

std::string Reason(unsigned long error) {
  const char* reason = error == 0 ? nullptr : ERR_reason_error_string(error);
  return reason == nullptr ? std::string() : reason;
}

// Alerts that the peer sent stand 1000 above their number.
bool IsAlert(unsigned long error) {
  const int reason = ERR_GET_REASON(error);
  return ERR_GET_LIB(error) == ERR_LIB_SSL && reason >= SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256;
}

bool IsAboutCertificates(int alert) {
  switch (alert) {
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_REVOKED:
    case SSL_AD_CERTIFICATE_EXPIRED:
    case SSL_AD_CERTIFICATE_UNKNOWN:
    case SSL_AD_UNKNOWN_CA:
    case SSL_AD_CERTIFICATE_REQUIRED: return true;
    default: return false;
  }
}

}  // namespace

Status Fault(Code code, std::string what) {
  const std::string reason = Reason(TakeError());
  return Status::Because(code, reason.empty() ? std::move(what) : what + ": " + reason);
}

Status LinkFault(const ssl_st* ssl, bool accepts) {
  const unsigned long error = TakeError();
  const std::string reason = Reason(error);
  if (IsAlert(error)) {
    const int alert = ERR_GET_REASON(error) - SSL_AD_REASON_OFFSET;
    // OpenSSL 3.0 has no words for this one.
    const std::string words = alert == SSL_AD_CERTIFICATE_REQUIRED ? "certificate required" : SSL_alert_desc_string_long(alert);
    if (IsAboutCertificates(alert)) {
      return Status::Because(Code::kRefused, "the peer refused our TLS certificate: " + words)
          .Next("Is it signed by the authority that the peer trusts, and not expired?");
    }
    return Status::Because(Code::kRefused, "the peer ended TLS: " + words);
  }
  if (ERR_GET_LIB(error) == ERR_LIB_SSL) {
    switch (ERR_GET_REASON(error)) {
      case SSL_R_CERTIFICATE_VERIFY_FAILED: {
        const char* why = X509_verify_cert_error_string(SSL_get_verify_result(ssl));
        return Status::Because(Code::kBadValue, std::string("the peer's TLS certificate does not hold: ") + why)
            .Next("It must be signed by the authority that we trust.");
      }
      case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return Status(Code::kBadValue, "the peer showed no TLS certificate").Next("Both sides must show one here.");
      case SSL_R_WRONG_VERSION_NUMBER:
      case SSL_R_RECORD_LENGTH_MISMATCH:
        return Status(Code::kBadFrame, "what the peer speaks is no TLS").Next("Is it the right port?");
      case SSL_R_HTTP_REQUEST:
      case SSL_R_HTTPS_PROXY_REQUEST:
        return Status(Code::kBadFrame, "the peer speaks HTTP without TLS").Next("It must dial with TLS.");
      case SSL_R_UNSUPPORTED_PROTOCOL:
      case SSL_R_VERSION_TOO_LOW:
      case SSL_R_NO_PROTOCOLS_AVAILABLE:
        return Status::Because(Code::kBadValue, accepts ? "the peer offers no TLS version that we take"
                                                        : "the peer takes no TLS version that we offer");
      default: break;
    }
  }
  return Status::Because(Code::kBadFrame, reason.empty() ? "TLS broke" : "TLS broke: " + reason);
}

}  // namespace dragoman::tls
