#include "transports/http/one_line.h"

#include <cstddef>
#include <cstdint>

namespace dragoman::http {
namespace {

// Bytes of the character that `text` begins with; 0 where it is none.
std::size_t Length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  if (at(0) < 0x80) return 1;
  const std::size_t length = at(0) < 0xc2 ? 0 : at(0) < 0xe0 ? 2 : at(0) < 0xf0 ? 3 : at(0) < 0xf5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xc0) != 0x80) return 0;
  }
  const bool longer_than_needed = (at(0) == 0xe0 && at(1) < 0xa0) || (at(0) == 0xf0 && at(1) < 0x90);
  return longer_than_needed ? 0 : length;
}

bool IsControl(std::string_view character) {
  const auto first = static_cast<std::uint8_t>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7f;
  return first == 0xc2 && static_cast<std::uint8_t>(character[1]) < 0xa0;
}

}  // namespace

std::string OneLine(std::string_view said) {
  std::string line;
  line.reserve(said.size());
  while (!said.empty()) {
    const std::size_t length = Length(said);
    const std::string_view character = said.substr(0, length);
    if (length == 0) {
      line += '?';
    } else if (IsControl(character)) {
      line += ' ';
    } else {
      line += character;
    }
    said.remove_prefix(length == 0 ? 1 : length);
  }
  return line;
}

}  // namespace dragoman::http
