// FullScreen: the whole terminal, by ncurses. One at a time. The terminal is as it was when it ends, also by a signal.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "services/sinks/board_text.h"

namespace dragoman {

enum class Key : std::uint8_t {
  kNone,  // none came in time
  kUp,
  kDown,
  kPageUp,
  kPageDown,
  kHome,
  kQuit,
  kSort,
  kPause,
  kHelp,
  kRedraw,
  kOther,
};

class FullScreen {
 public:
  // Draws on stdout; reads keys from stdin, or from the terminal itself where stdin is something else. Errors: kUsage
  // where stdout is no terminal or one that cannot be drawn on.
  static Result<std::unique_ptr<FullScreen>> Open();
  ~FullScreen();
  FullScreen(const FullScreen&) = delete;
  FullScreen& operator=(const FullScreen&) = delete;

  std::size_t width() const;
  std::size_t height() const;
  void Draw(const std::vector<sinks::ScreenLine>& lines);
  // Waits for a key; a signal or another size of the screen ends the wait, too.
  Key ReadKey(std::chrono::milliseconds patience);
  // Draws everything anew with the next Draw.
  void Redraw();

  // Gives the terminal back, if it is taken. Any thread, and in a signal handler.
  static void GiveBack();

 private:
  struct Terminal;
  explicit FullScreen(std::unique_ptr<Terminal> terminal);
  const std::unique_ptr<Terminal> terminal_;
};

}  // namespace dragoman
