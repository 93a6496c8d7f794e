// Pipe: OpenSSL's view of a link: it reads what has come where it lies, and writes straight into an outbox.
// Only for the sources of transports/tls.
#pragma once

#include <openssl/bio.h>

#include "core/session/outbox.h"

namespace dragoman::tls {

struct Pipe {
  Bytes coming;  // not yet read
  Outbox going;
};

BIO_METHOD* MakePipeMethod();
// A BIO over `pipe`, which outlives it.
BIO* OpenPipe(const BIO_METHOD* method, Pipe& pipe);

}  // namespace dragoman::tls
