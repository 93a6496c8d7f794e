// ChiaClient: a peer of Chia's on one blocking connection, as little as can be: TLS with a certificate, the upgrade, the
// Handshake, whole messages. What it costs is not measured; who answers it is.
#pragma once

#include <optional>

#include "core/base/bytes.h"
#include "dialects/chia/frame.h"
#include "transports/tls/leaf.h"

struct ssl_st;
struct ssl_ctx_st;

namespace dragoman::bench {

// A leaf of Chia's public authority, and what a client needs to show it.
class ChiaLeaf {
 public:
  ChiaLeaf();
  ~ChiaLeaf();
  ChiaLeaf(const ChiaLeaf&) = delete;
  ChiaLeaf& operator=(const ChiaLeaf&) = delete;

  ssl_ctx_st* context() const { return context_; }

 private:
  ssl_ctx_st* context_;
};

PemPair MintChiaLeaf();

struct ChiaMessage {
  chia::FrameHeader header;
  Bytes body;  // until the next one is heard
};

class ChiaClient {
 public:
  // TLS alone.
  ChiaClient(std::uint16_t port, const ChiaLeaf& leaf);
  ~ChiaClient();
  ChiaClient(const ChiaClient&) = delete;
  ChiaClient& operator=(const ChiaClient&) = delete;

  // The upgrade and both Handshakes, as a full node of simulator0 without a chain.
  void Shake();
  // Frames as they go onto the wire, MaskedFrame or several of them.
  void Say(Bytes frames);
  // The next whole message; waits for it.
  ChiaMessage Hear();
  // Whether a whole message is here already, so that Hear does not wait.
  bool HasHeard();
  // Says goodbye with 1000 and waits for the other side to be gone.
  void Leave();
  // The same where there is TLS alone.
  void LeaveTls();

 private:
  // Of a frame at the front of what was heard: where its payload begins and ends.
  struct Frame {
    std::uint8_t opcode = 0;
    std::size_t head = 0;
    std::size_t size = 0;
  };
  std::optional<Frame> Front() const;
  bool Receive();

  const int socket_;
  ssl_st* tls_;
  ByteVector heard_;
  std::size_t taken_ = 0;
};

// A binary WebSocket frame under a mask of zeroes around one message of Chia's.
void AddMaskedFrame(ByteVector& to, std::uint8_t type, std::optional<std::uint16_t> id, Bytes body);

}  // namespace dragoman::bench
