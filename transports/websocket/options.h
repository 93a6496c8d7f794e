// WebSocketOptions: what one end of a WebSocket asks for, takes and says. Shared by its links.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/status.h"
#include "transports/websocket/codes.h"

namespace dragoman {

// permessage-deflate (RFC 7692): asked for by a dialer, granted by an acceptor to whoever asks. A link that uses it
// takes some 300 KiB of memory, which count as kept for the peer: more than early_bytes grants (docs/limits.md).
struct WebSocketDeflate {
  std::size_t from = 256;       // smaller messages are sent as they are
  int level = 1;                // 1: fastest, 9: smallest
  bool keep_window = false;     // between messages: the later ones become smaller
  std::size_t ratio = 1040;     // a message may unpack to this many times its size; deflate itself reaches 1032
};

struct WebSocketOptions {
  std::string path = "/";
  // Of a dialer. The Host field is the dialed address unless said otherwise; further fields as they are.
  std::string host = {};
  std::vector<std::pair<std::string, std::string>> headers = {};

  std::size_t largest = 16 * MiB;       // message that is taken, its parts together
  std::size_t most_fragments = 16'384;  // of one message
  bool sends_text = false;              // messages go as text frames
  bool takes_text = false;              // text messages are taken as others are
  CloseWords text_refused = {CloseCode::kUnsupported, "binary messages only"};

  Duration opening = std::chrono::seconds(30);    // from the connection to the end of the upgrade
  Duration close_wait = std::chrono::seconds(3);  // for the peer's close frame after ours
  Duration ping_every = Duration::zero();         // of silence; zero: never
  Duration pong_within = std::chrono::seconds(30);

  std::optional<WebSocketDeflate> deflate = std::nullopt;

  // How our close frame puts it that the session has closed; empty: FarewellFor.
  std::function<CloseWords(const Status&)> farewell = {};
  // How an acceptor answers where the link is not wanted; empty: 503 for a local fault, else 403, with the sentence.
  std::function<std::pair<int, std::string>(const Status&)> refusal = {};
  // Four bytes that nobody can guess, for each frame of a dialer; empty: from the system.
  std::function<std::uint32_t()> mask = {};
};

}  // namespace dragoman
