#include "dialects/chia/handshake_text.h"

#include <algorithm>
#include <array>

namespace dragoman::chia {
namespace {

constexpr std::uint16_t kKnownCapabilities = 7;

struct Range {
  char32_t first, last;
};
// The categories Cc and Cf of Unicode 14, which the reference's Python has.
constexpr std::array<Range, 23> kControlAndFormat = {{
    {0x0, 0x1F},         {0x7F, 0x9F},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},      {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x180E, 0x180E},
    {0x200B, 0x200F},    {0x202A, 0x202E},   {0x2060, 0x2064},   {0x2066, 0x206F},   {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},    {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x13438}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A},  {0xE0001, 0xE0001}, {0xE0020, 0xE007F},
}};

bool IsControlOrFormat(char32_t c) {
  return std::any_of(kControlAndFormat.begin(), kControlAndFormat.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::size_t LengthOfUtf8(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

char32_t CodePoint(std::string_view utf8) {
  const auto lead = static_cast<unsigned char>(utf8[0]);
  if (utf8.size() == 1) return lead;
  char32_t c = lead & (0x7Fu >> utf8.size());
  for (const char byte : utf8.substr(1)) c = c << 6 | (static_cast<unsigned char>(byte) & 0x3F);
  return c;
}

}  // namespace

std::set<std::uint16_t> ActiveCapabilities(const List<std::tuple<std::uint16_t, Text>>& capabilities) {
  std::set<std::uint16_t> active;
  for (const auto& [number, text] : capabilities) {
    if (number >= 1 && number <= kKnownCapabilities && text.view() == "1") active.insert(number);
  }
  return active;
}

std::string CleanSoftwareVersion(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, LengthOfUtf8(static_cast<unsigned char>(text[0])));
    if (!IsControlOrFormat(CodePoint(one))) clean += one;
    text.remove_prefix(one.size());
  }
  return clean;
}

}  // namespace dragoman::chia
