#include <cstdio>
#include <thread>

#include <unistd.h>

#include "apps/dragoman/full_screen.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/top_source.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

constexpr std::chrono::seconds kInterval{1};        // of measurements and snapshots
constexpr std::chrono::milliseconds kPatience{50};  // for a key, or for events

// What keys do to the view. False: somebody wants to leave.
bool Take(Key key, const sinks::Board& board, sinks::View& view, FullScreen& screen) {
  if (key == Key::kNone) return true;
  if (view.help) {
    view.help = false;
    return true;
  }
  const std::size_t page = sinks::PeerWindow(board, view);
  switch (key) {
    case Key::kQuit: return false;
    case Key::kUp: view.scroll -= view.scroll > 0 ? 1 : 0; break;
    case Key::kDown: ++view.scroll; break;
    case Key::kPageUp: view.scroll -= std::min(view.scroll, page); break;
    case Key::kPageDown: view.scroll += page; break;
    case Key::kHome: view.scroll = 0; break;
    case Key::kSort: view.order = sinks::Next(view.order); break;
    case Key::kPause: view.paused = !view.paused; break;
    case Key::kHelp: view.help = true; break;
    case Key::kRedraw: screen.Redraw(); break;
    case Key::kNone:
    case Key::kOther: break;
  }
  return true;
}

class Top final : public Verb {
 public:
  About about() const override {
    return {"top", "full-screen view of peers, rates and sync",
            "dragoman top --dialect flowee --network regtest --listen 127.0.0.1:11235 --store chain\n"
            "  dragoman node --config node.toml --json | dragoman top --events -",
            "Runs a node and draws it, or the events of another process. '?' shows the keys. docs/run-a-node.md"};
  }

  void Declare(OptionList& options) override {
    arguments_.Declare(options);
    options.Add("--events", "FILE", &events_, "run no node; show the event lines of FILE as they come, '-': stdin")
        .Flag("--json", json_, "no screen: a snapshot a second, as JSON");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (!json_ && ::isatty(STDOUT_FILENO) == 0) {
      return Fail(Status(Code::kUsage, "top draws on a terminal, and stdout is none. 'dragoman watch' prints events, "
                                       "'dragoman top --json' snapshots"));
    }
    std::unique_ptr<TopSource> source;
    if (events_.has_value()) {
      if (arguments_.any()) return Fail(Status(Code::kUsage, "--events shows another process: give it alone"));
      Result<EventFeed> feed = EventFeed::Open(*events_);
      if (!feed.ok()) return Fail(feed.status());
      source = MakeFeedSource(std::move(*feed));
    } else {
      if (const Status wrong = arguments_.Check(dialects); !wrong.ok()) return Fail(wrong);
      if (!arguments_.reachable()) {
        return Fail(Status(Code::kUsage, "neither --listen nor --peer: nobody could talk to this node"));
      }
      source = MakeNodeSource(arguments_, FullScreen::GiveBack);
    }
    const SystemClock clock;
    sinks::Board board(clock);
    const Status shown = json_ ? Print(*source, board) : Show(*source, board);
    const ExitCode closed = source->Close();
    return shown.ok() ? closed : Fail(shown);
  }

 private:
  // True once an interval.
  bool Due(const sinks::Board& board) {
    if (board.age() < due_) return false;
    due_ += kInterval;
    if (due_ < board.age()) due_ = board.age() + kInterval;
    return true;
  }

  Status Print(TopSource& source, sinks::Board& board) {
    for (bool more = true; more && !source.stopping();) {
      source.Pump(board);
      more = !source.ended();
      if (more && !Due(board)) {
        std::this_thread::sleep_for(kPatience);
        continue;
      }
      source.Measure(board);
      board.Forget();
      std::puts(board.ToJson().Dump().c_str());
      // Nobody reads any more.
      if (std::fflush(stdout) != 0) return Ok();
    }
    return Ok();
  }

  Status Show(TopSource& source, sinks::Board& board) {
    Result<std::unique_ptr<FullScreen>> opened = FullScreen::Open();
    if (!opened.ok()) return opened.status();
    FullScreen& screen = **opened;
    sinks::View view;
    std::optional<sinks::Board> held;  // while paused
    for (bool stay = true; stay && !source.stopping();) {
      source.Pump(board);
      if (Due(board)) {
        source.Measure(board);
        board.Forget();
      }
      view.width = screen.width();
      view.height = screen.height();
      view.ended = source.ended();
      if (!view.paused) held.reset();
      if (view.paused && !held.has_value()) held.emplace(board.Held());
      const sinks::Board& shown = held.has_value() ? *held : board;
      screen.Draw(sinks::Paint(shown, view));
      stay = Take(screen.ReadKey(kPatience), shown, view, screen);
    }
    return Ok();
  }

  NodeArguments arguments_;
  std::optional<std::string> events_;
  bool json_ = false;
  Duration due_ = kInterval;
};

}  // namespace

std::unique_ptr<Verb> MakeTop() { return std::make_unique<Top>(); }

}  // namespace dragoman
