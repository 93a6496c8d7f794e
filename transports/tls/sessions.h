// Sessions: what servers gave us to take up a TLS session again, one for each address, the latest; the oldest is
// forgotten when there are many. Each is used once. Thread-safe.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include <openssl/ssl.h>

namespace dragoman::tls {

class Sessions {
 public:
  // New sessions of this context's links come here. A link says its address by SSL_set_app_data(std::string*).
  void Collect(SSL_CTX* context);
  // Lets `ssl`, which is about to dial `address`, take up where the last one left off, if it can.
  void Offer(SSL* ssl, const std::string& address);
  std::size_t size() const;

 private:
  static constexpr std::size_t kMost = 64;
  struct Free {
    void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
  };
  struct Kept {
    std::string address;
    std::unique_ptr<SSL_SESSION, Free> session;
  };
  void Keep(const std::string& address, SSL_SESSION* session);

  mutable std::mutex mutex_;
  std::list<Kept> kept_;  // the latest first
};

}  // namespace dragoman::tls
