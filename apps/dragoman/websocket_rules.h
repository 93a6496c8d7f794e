// What a dialect says about WebSockets, in the words of the transport: what it takes, how it closes and refuses.
#pragma once

#include <memory>

#include "core/dialect/transport_rules.h"
#include "transports/websocket/link.h"

namespace dragoman {

// Of one that accepts; one that dials also pings (WebSocketRule::ping_every).
std::shared_ptr<WebSocketOptions> OptionsFor(const WebSocketRule& rule);

// A host that is turned away hears it in the words of its network; null: as the node says it.
Adopt InTheirWords(Adopt adopt, std::string (*turned_away)(std::string_view host));

}  // namespace dragoman
