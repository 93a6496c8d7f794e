// Service 126, System: ping and pong (wire/flowee.md 6). They have no body.
#pragma once

#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::system {

// Sent by the connecting side only.
struct Ping : ToServer<Ping> {
  static constexpr NativeType kType = kPing;
  static constexpr std::string_view kName = "System.Ping";

  static void Tags(auto&, auto&) {}
};

struct Pong : ToClient<Pong> {
  static constexpr NativeType kType = kPong;
  static constexpr std::string_view kName = "System.Pong";

  static void Tags(auto&, auto&) {}
};

}  // namespace dragoman::flowee::system
