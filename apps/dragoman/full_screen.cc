// The only file that sees ncurses.
#include "apps/dragoman/full_screen.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#define NCURSES_NOMACROS
#include <ncursesw/curses.h>

namespace dragoman {
namespace {

// What a signal handler needs to give the terminal back: nothing of ncurses is safe there.
struct Lost {
  std::atomic<bool> taken = false;
  int keys = -1;
  termios modes{};
  char text[256] = {};
  std::size_t size = 0;
};
Lost lost;

void Remember(int keys) {
  lost.keys = keys;
  ::tcgetattr(keys, &lost.modes);
}

void RememberStrings() {
  lost.size = 0;
  for (const char* name : {"sgr0", "cnorm", "rmkx", "rmcup"}) {
    const char* text = ::tigetstr(name);
    if (text == nullptr || text == reinterpret_cast<const char*>(-1)) continue;
    const std::size_t size = std::strlen(text);
    if (lost.size + size > sizeof lost.text) continue;
    std::memcpy(lost.text + lost.size, text, size);
    lost.size += size;
  }
}

// Signals that end the process without asking anybody.
constexpr int kDeadly[] = {SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

void OnDeadly(int number) {
  FullScreen::GiveBack();
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  ::sigaction(number, &usual, nullptr);
  ::raise(number);
}

// Where nobody has taken the signal already.
void CatchDeadly() {
  for (const int number : kDeadly) {
    struct sigaction before {};
    ::sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_DFL) continue;
    struct sigaction ours {};
    ours.sa_handler = OnDeadly;
    ::sigaction(number, &ours, nullptr);
  }
}

attr_t AttributesOf(sinks::Style style) {
  switch (style) {
    case sinks::Style::kPlain: return A_NORMAL;
    case sinks::Style::kTitle: return A_REVERSE;
    case sinks::Style::kHead: return A_BOLD | A_UNDERLINE;
    case sinks::Style::kFaint: return A_DIM;
    case sinks::Style::kWarning: return A_BOLD;
  }
  return A_NORMAL;
}

constexpr int kControlL = 12;

}  // namespace

struct FullScreen::Terminal {
  SCREEN* screen = nullptr;
  std::FILE* keys = nullptr;  // our own, where stdin is something else
};

FullScreen::FullScreen(std::unique_ptr<Terminal> terminal) : terminal_(std::move(terminal)) {}

Result<std::unique_ptr<FullScreen>> FullScreen::Open() {
  if (::isatty(STDOUT_FILENO) == 0) return Status(Code::kUsage, "stdout is no terminal");
  auto terminal = std::make_unique<Terminal>();
  if (::isatty(STDIN_FILENO) == 0) {
    terminal->keys = std::fopen("/dev/tty", "re");
    if (terminal->keys == nullptr) return Status(Code::kUsage, "stdin is no terminal, and there is no other to read keys from");
  }
  std::FILE* const keys = terminal->keys == nullptr ? stdin : terminal->keys;
  Remember(::fileno(keys));
  terminal->screen = ::newterm(nullptr, stdout, keys);
  if (terminal->screen == nullptr) {
    if (terminal->keys != nullptr) std::fclose(terminal->keys);
    return Status(Code::kUsage, "this terminal cannot be drawn on; is TERM right?");
  }
  lost.taken = true;
  RememberStrings();
  CatchDeadly();
  ::cbreak();
  ::noecho();
  ::keypad(stdscr, TRUE);
  ::curs_set(0);
  ::set_escdelay(25);
  return std::unique_ptr<FullScreen>(new FullScreen(std::move(terminal)));
}

FullScreen::~FullScreen() {
  if (lost.taken.exchange(false)) ::endwin();
  ::delscreen(terminal_->screen);
  if (terminal_->keys != nullptr) std::fclose(terminal_->keys);
}

std::size_t FullScreen::width() const { return static_cast<std::size_t>(std::max(getmaxx(stdscr), 1)); }
std::size_t FullScreen::height() const { return static_cast<std::size_t>(std::max(getmaxy(stdscr), 1)); }

void FullScreen::Draw(const std::vector<sinks::ScreenLine>& lines) {
  ::erase();
  for (std::size_t row = 0; row < lines.size(); ++row) {
    const std::string& text = lines[row].text;
    ::attrset(static_cast<int>(AttributesOf(lines[row].style)));
    ::mvaddnstr(static_cast<int>(row), 0, text.c_str(), static_cast<int>(text.size()));
  }
  ::attrset(A_NORMAL);
  ::refresh();
}

void FullScreen::Redraw() { ::clearok(curscr, TRUE); }

Key FullScreen::ReadKey(std::chrono::milliseconds patience) {
  ::timeout(static_cast<int>(patience.count()));
  switch (::getch()) {
    case ERR: return Key::kNone;
    case KEY_UP:
    case 'k': return Key::kUp;
    case KEY_DOWN:
    case 'j': return Key::kDown;
    case KEY_PPAGE: return Key::kPageUp;
    case KEY_NPAGE:
    case ' ': return Key::kPageDown;
    case KEY_HOME: return Key::kHome;
    case 'q': return Key::kQuit;
    case 's': return Key::kSort;
    case 'p': return Key::kPause;
    case '?':
    case 'h': return Key::kHelp;
    case KEY_RESIZE:
    case kControlL: return Key::kRedraw;
    default: return Key::kOther;
  }
}

void FullScreen::GiveBack() {
  if (!lost.taken.exchange(false)) return;
  [[maybe_unused]] const ssize_t written = ::write(STDOUT_FILENO, lost.text, lost.size);
  ::tcsetattr(lost.keys, TCSANOW, &lost.modes);
}

}  // namespace dragoman
