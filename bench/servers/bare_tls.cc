// The floor of a handshake: OpenSSL's own, both certificates asked for and checked, as Chia has it. Nothing else happens.
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/drive/chia_client.h"
#include "bench/servers/servers.h"
#include "bench/servers/tls_identity.h"
#include "dialects/chia/authority.h"

namespace dragoman::bench {

void ServeBareChiaTls(const Tell& tell) {
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 1);  // as ours gives
  UseIdentity(context, MintChiaLeaf());
  BIO* const text = BIO_new_mem_buf(chia::kAuthorityCertificate.data(), static_cast<int>(chia::kAuthorityCertificate.size()));
  X509* const authority = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
  if (authority == nullptr || X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority) != 1) Stop("no authority for TLS");
  SSL_CTX_add_client_CA(context, authority);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);

  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 64) != 0) Stop("bare TLS: no port");
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  tell(ntohs(address.sin_port));
  for (;;) {
    const int socket = ::accept(listener, nullptr, nullptr);
    SSL* const tls = SSL_new(context);
    SSL_set_fd(tls, socket);
    std::uint8_t byte = 0;
    if (SSL_accept(tls) != 1) Stop("bare TLS: a handshake failed");
    while (SSL_read(tls, &byte, 1) > 0) {
    }
    SSL_shutdown(tls);
    SSL_free(tls);
    ::close(socket);
  }
}

}  // namespace dragoman::bench
