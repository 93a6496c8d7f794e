// Sec-WebSocket-Extensions (RFC 6455, 9.1), of which we know permessage-deflate (RFC 7692, 7).
#pragma once

#include "transports/http/message.h"
#include "transports/websocket/upgrade.h"

namespace dragoman::websocket {

std::string Offer(const WebSocketDeflate& deflate);
// The acceptor's answer to the first offer that it can take; empty if there is none.
std::string Grant(const http::Headers& headers, const WebSocketDeflate& deflate, Agreement& agreement);
// The dialer reads what was granted; whatever it did not offer fails the connection.
Status Agree(const http::Headers& headers, const std::optional<WebSocketDeflate>& offered, Agreement& agreement);

}  // namespace dragoman::websocket
