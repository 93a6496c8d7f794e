// Messages that every node type speaks (wire/chia.md 9.1).
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct Handshake {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "handshake";

  Text network_id;  // network name
  Text protocol_version;
  Text software_version;
  std::uint16_t server_port = 0;
  std::uint8_t node_type = 0;
  List<std::tuple<std::uint16_t, Text>> capabilities;  // (number, "1")

  static void Fields(auto& visit, auto& m) {
    visit("network_id", m.network_id);
    visit("protocol_version", m.protocol_version);
    visit("software_version", m.software_version);
    visit("server_port", m.server_port);
    visit("node_type", m.node_type);
    visit("capabilities", m.capabilities);
  }
};

struct ConfigureWindowSizes {
  static constexpr std::uint8_t kType = 111;
  static constexpr std::string_view kName = "configure_window_sizes";

  List<std::tuple<std::uint8_t, std::uint16_t>> settings;  // (message type, window)

  static void Fields(auto& visit, auto& m) { visit("settings", m.settings); }
};

struct Error {
  static constexpr std::uint8_t kType = 255;
  static constexpr std::string_view kName = "error";

  std::int16_t code = 0;
  Text message;
  std::optional<Slice> data;

  static void Fields(auto& visit, auto& m) {
    visit("code", m.code);
    visit("message", m.message);
    visit("data", m.data);
  }
};

}  // namespace dragoman::chia
