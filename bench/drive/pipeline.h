// Pipeline: asks a server over many connections, always so many questions ahead, and compares every
// byte of the answers with what they must be.
#pragma once

#include <memory>
#include <vector>

#include "core/base/bytes.h"

namespace dragoman::bench {

// What is said on one connection, over and over again. All requests are of one size, and so are all
// replies.
struct Script {
  ByteVector requests;
  std::size_t request_bytes = 0;
  ByteVector replies;
  std::size_t reply_bytes = 0;
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
    std::uint64_t sent = 0;  // bytes
    std::uint64_t received = 0;
  };
  template <class GoOn>
  std::uint64_t RunWhile(GoOn&& go_on);
  void Say(Conversation& with);
  void Hear(Conversation& with);

  std::uint64_t heard() const { return received_ / script_.reply_bytes; }

  const Script& script_;
  const std::size_t in_flight_;
  const int epoll_;
  std::vector<Conversation> conversations_;
  std::uint64_t sent_ = 0;  // bytes, over all connections
  std::uint64_t received_ = 0;
};

}  // namespace dragoman::bench
