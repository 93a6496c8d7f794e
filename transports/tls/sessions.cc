#include "transports/tls/sessions.h"

#include <algorithm>

namespace dragoman::tls {

void Sessions::Collect(SSL_CTX* context) {
  SSL_CTX_set_app_data(context, this);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context, [](SSL* ssl, SSL_SESSION* session) {
    const auto* address = static_cast<const std::string*>(SSL_get_app_data(ssl));
    if (address == nullptr) return 0;
    static_cast<Sessions*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)))->Keep(*address, session);
    return 1;  // it is ours now
  });
}

void Sessions::Keep(const std::string& address, SSL_SESSION* session) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&address](const Kept& one) { return one.address == address; });
  if (kept_.size() >= kMost) kept_.pop_back();
  Kept& one = kept_.emplace_front();
  one.address = address;
  one.session.reset(session);
}

void Sessions::Offer(SSL* ssl, const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.address == address; });
  if (found == kept_.end()) return;
  SSL_set_session(ssl, found->session.get());
  kept_.erase(found);
}

std::size_t Sessions::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

}  // namespace dragoman::tls
