#include "transports/tls/pipe.h"

#include <algorithm>
#include <cstring>

namespace dragoman::tls {
namespace {

Pipe& Of(BIO* bio) { return *static_cast<Pipe*>(BIO_get_data(bio)); }

int Read(BIO* bio, char* to, std::size_t most, std::size_t* count) {
  Bytes& coming = Of(bio).coming;
  BIO_clear_retry_flags(bio);
  *count = std::min(most, coming.size());
  if (*count == 0) {
    BIO_set_retry_read(bio);
    return 0;
  }
  std::memcpy(to, coming.data(), *count);
  coming = coming.subspan(*count);
  return 1;
}

int Write(BIO* bio, const char* from, std::size_t size, std::size_t* count) {
  Of(bio).going.Add(AsBytes({from, size}));
  *count = size;
  return 1;
}

long Control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

}  // namespace

BIO_METHOD* MakePipeMethod() {
  BIO_METHOD* method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "dragoman");
  if (method == nullptr) return nullptr;
  BIO_meth_set_read_ex(method, Read);
  BIO_meth_set_write_ex(method, Write);
  BIO_meth_set_ctrl(method, Control);
  return method;
}

BIO* OpenPipe(const BIO_METHOD* method, Pipe& pipe) {
  BIO* bio = BIO_new(method);
  if (bio == nullptr) return nullptr;
  BIO_set_data(bio, &pipe);
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace dragoman::tls
