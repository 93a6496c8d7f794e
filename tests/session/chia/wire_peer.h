// The other end of a WebSocket, by hand: what a node hears from it and says to it stands here as it was on the wire, the
// HTTP answer and the close frames too. On a network in memory, in either role; outlives the network.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "core/session/stream.h"
#include "transports/websocket/codes.h"

namespace dragoman::chia::live {

class WirePeer {
 public:
  // `dials`: it is who connects to the node.
  explicit WirePeer(bool dials) : dials_(dials) {}
  ~WirePeer();
  WirePeer(const WirePeer&) = delete;
  WirePeer& operator=(const WirePeer&) = delete;

  // Of its one link.
  MakeStream Make();

  // One binary message.
  void Send(Bytes message);
  void Close(std::uint16_t code, const std::string& reason);

  bool open() const { return open_ && !heard_close_.has_value() && !ended_; }
  // What the node answered to the upgrade.
  int http_status() const { return http_status_; }
  const std::string& http_body() const { return http_body_; }
  // Messages since the last call.
  std::deque<ByteVector> Take() { return std::exchange(messages_, {}); }
  // The node's close frame.
  const std::optional<CloseWords>& heard_close() const { return heard_close_; }
  // What the node said that no WebSocket may; empty: nothing.
  const std::string& complaints() const { return complaints_; }

 private:
  class End;

  void Hear();
  bool HearHead();
  bool HearFrame();
  void SayFrame(std::uint8_t opcode, Bytes payload);
  void Say(Bytes bytes);

  const bool dials_;
  End* end_ = nullptr;  // the network's; null before the link is up and after it
  std::string key_;
  ByteVector pending_;
  bool open_ = false;
  bool ended_ = false;
  bool said_close_ = false;
  int http_status_ = 0;
  std::string http_body_;
  std::deque<ByteVector> messages_;
  std::optional<CloseWords> heard_close_;
  std::string complaints_;
};

}  // namespace dragoman::chia::live
