// Guestbook, a dialect of this program's own: u16 big-endian length, u8 type, fields in declaration order. Who connects
// asks services by name.
#pragma once

#include <dragoman/dialect.h>

namespace guestbook {

struct Ask {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "ask";

  std::string service;
  std::uint32_t message = 0;
  dragoman::Slice body;
  static void Fields(auto& visit, auto& m) {
    visit("service", m.service, dragoman::Max{32});
    visit("message", m.message);
    visit("body", m.body);
  }
};

struct Told {
  static constexpr std::uint8_t kType = 2;
  static constexpr std::string_view kName = "told";

  std::uint32_t message = 0;
  dragoman::Slice body;
  static void Fields(auto& visit, auto& m) {
    visit("message", m.message);
    visit("body", m.body);
  }
};

struct No {
  static constexpr std::uint8_t kType = 3;
  static constexpr std::string_view kName = "no";

  std::string reason;
  static void Fields(auto& visit, auto& m) { visit("reason", m.reason); }
};

dragoman::Status Register(dragoman::DialectRegistry& registry);

}  // namespace guestbook
