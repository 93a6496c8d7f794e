// Pipeline: asks a server over many connections, always so many questions ahead, and compares every
// byte of the answers with what they must be.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"

struct ssl_st;
struct ssl_ctx_st;

namespace dragoman::bench {

// What is said on one connection, over and over again. All requests are of one size, and so are all
// replies.
struct Script {
  ByteVector requests;
  std::size_t request_bytes = 0;
  ByteVector replies;
  std::size_t reply_bytes = 0;
  // Said first, on every connection; the answer ends with an empty line. Empty: nothing is said.
  std::string hello = {};
  bool tls = false;
};

class Pipeline {
 public:
  Pipeline(std::uint16_t port, std::size_t connections, std::size_t in_flight,
           const Script& script);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  // Asks for so long, then waits for the last reply; gives how many came. A wrong byte ends the
  // program.
  std::uint64_t Run(double seconds);
  // The same for so many messages a connection.
  std::uint64_t RunMessages(std::uint64_t each);

 private:
  struct Conversation {
    int socket = -1;
    ssl_st* tls = nullptr;
    std::uint64_t sent = 0;  // bytes
    std::uint64_t received = 0;
  };
  template <class GoOn>
  std::uint64_t RunWhile(GoOn&& go_on);
  void Open(Conversation& with, std::uint16_t port);
  std::size_t Send(Conversation& with, Bytes bytes);
  std::size_t Receive(Conversation& with, std::span<std::uint8_t> into);
  void Say(Conversation& with);
  void Hear(Conversation& with);

  std::uint64_t heard() const { return received_ / script_.reply_bytes; }

  const Script& script_;
  const std::size_t in_flight_;
  const int epoll_;
  ssl_ctx_st* const tls_;
  std::vector<Conversation> conversations_;
  std::uint64_t sent_ = 0;  // bytes, over all connections
  std::uint64_t received_ = 0;
};

}  // namespace dragoman::bench
