// A Board as lines of text for a screen of so many cells: pure functions. Everything is printable ASCII, whatever peers
// call themselves.
#pragma once

#include <string>
#include <vector>

#include "services/sinks/board.h"

namespace dragoman::sinks {

enum class Order : std::uint8_t { kAddress, kAge, kIn, kOut, kMessages };
std::string_view Name(Order order);
Order Next(Order order);

// How somebody looks at it.
struct View {
  std::size_t width = 80;
  std::size_t height = 24;
  std::size_t scroll = 0;  // peers that are above the window
  Order order = Order::kAddress;
  bool paused = false;
  bool help = false;
  bool ended = false;  // no more events come
};

enum class Style : std::uint8_t { kPlain, kTitle, kHead, kFaint, kWarning };
struct ScreenLine {
  std::string text;  // at most as wide as the screen
  Style style = Style::kPlain;
};

// Exactly as many lines as the screen has. `scroll` is cut to what there is.
std::vector<ScreenLine> Paint(const Board& board, View& view);
// How many peers fit at once.
std::size_t PeerWindow(const Board& board, const View& view);

// "812 B", "12.3 kB", "4.5 MB"
std::string Size(double bytes);

}  // namespace dragoman::sinks
