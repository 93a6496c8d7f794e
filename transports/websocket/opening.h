// What a WebSocketStream knows before there is a session. Only for its own sources.
#pragma once

#include "transports/websocket/stream.h"

namespace dragoman {

struct WebSocketStream::Opening {
  Opening(LinkInfo link, Adopt adopt, std::function<void(const LinkInfo&, Status)> failed, Instant deadline);

  LinkInfo link;
  Adopt adopt;
  std::function<void(const LinkInfo&, Status)> failed;
  Instant deadline;
  http::HeadCollector head;
  // Of a dialer.
  std::string key;
  http::Answer answer;
  bool refused = false;  // the answer is no upgrade
  std::string words;     // of its body
  std::size_t words_left = 512;
};

}  // namespace dragoman
