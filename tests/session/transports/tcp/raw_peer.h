// RawPeer: a plain blocking socket, for a peer that does what no session of ours would. Calls that
// take longer than ten seconds give what they have.
#pragma once

#include <string>

#include "core/base/bytes.h"

namespace dragoman::transport_tests {

class RawPeer {
 public:
  // Connects to HOST:PORT (numeric IPv4). `receive_buffer` in bytes, 0: the system's.
  explicit RawPeer(const std::string& address, int receive_buffer = 0);
  ~RawPeer();
  RawPeer(const RawPeer&) = delete;
  RawPeer& operator=(const RawPeer&) = delete;

  bool Send(Bytes bytes);
  // Sends as much as the kernel takes without waiting; gives how much that was.
  std::size_t SendSome(Bytes bytes);
  // Up to `count` bytes; less if the other side ended.
  ByteVector Receive(std::size_t count);
  // Everything until the other side ends; false if it was a reset or took too long.
  bool ReceiveToEnd(ByteVector& bytes);
  void EndOurSide();  // FIN
  void Reset();       // RST
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

}  // namespace dragoman::transport_tests
