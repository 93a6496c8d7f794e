// All that one end of a WebSocket did with a run of bytes, fed in whatever pieces: it must not depend on them.
#pragma once

#include "tests/unit/transports/websocket/lab.h"

namespace dragoman::websocket_tests {

struct Outcome {
  std::vector<std::string> messages;
  std::string closed;  // by whom, why, code and reason; empty while it is open
  std::vector<std::string> failures;
  std::string said;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Masks that follow from their number, so that two runs say the same.
inline WebSocketOptions Repeatable(WebSocketOptions options) {
  auto next = std::make_shared<std::uint32_t>(0);
  options.mask = [next] { return *next += 0x9e3779b9; };
  return options;
}

// `next_piece` gives the size of the next piece, at least 1. A dialer is through its upgrade first.
template <class NextPiece>
Outcome Talk(const WebSocketOptions& options, bool dials, std::string_view upgrade_more, Bytes bytes, NextPiece&& next_piece) {
  End end(Repeatable(options), dials);
  Outcome outcome;
  if (dials) end.Upgrade(upgrade_more);
  while (!bytes.empty()) {
    const Bytes piece = bytes.first(std::min(bytes.size(), next_piece()));
    end.Feed(piece);
    outcome.said += end.TakeText();
    bytes = bytes.subspan(piece.size());
  }
  outcome.messages = end.heard.messages;
  outcome.failures = end.failures;
  if (!end.heard.closed.empty()) {
    const Closed& closed = end.heard.closed[0];
    outcome.closed = std::string(Name(closed.by)) + ' ' + closed.why.ToString() + ' ' + std::to_string(closed.code) + ' ' + closed.reason;
  }
  return outcome;
}

}  // namespace dragoman::websocket_tests
