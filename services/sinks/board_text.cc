#include "services/sinks/board_text.h"

#include <algorithm>
#include <cstdio>

#include "core/router/event.h"
#include "services/sinks/progress_text.h"

namespace dragoman::sinks {
namespace {

constexpr std::size_t kMostNetworkRows = 4;
// Of the lines that are left, what the tape gets at least.
constexpr std::size_t kTapeShare = 3;

std::string Printable(std::string_view text) {
  std::string printable(text);
  for (char& c : printable) {
    if (c < ' ' || c > '~') c = '?';
  }
  return printable;
}

std::string Left(std::string_view text, std::size_t width) {
  std::string cell = Printable(text);
  cell.resize(width, ' ');
  return cell;
}
std::string Right(std::string_view text, std::size_t width) {
  const std::string cell = Printable(text.substr(0, width));
  return std::string(width - cell.size(), ' ') + cell;
}

std::string Number(double number) {
  char text[32];
  std::snprintf(text, sizeof text, number > 0 && number < 10 ? "%.1f" : "%.0f", number);
  return text;
}

// "7 s", "12 min", "3 h 20 min": what fits a column.
std::string Age(std::int64_t nanos) {
  return Span(std::max(0.0, static_cast<double>(nanos / 1'000'000'000)));
}

class Painter {
 public:
  Painter(const Board& board, View& view) : board_(board), view_(view) {}

  std::vector<ScreenLine> Paint() {
    Head();
    if (view_.help) {
      Help();
    } else {
      Peers();
      Tape();
    }
    Fill(view_.height > 0 ? view_.height - 1 : 0);
    Put(view_.help ? "any key goes back" : "q quit  arrows PgUp PgDn scroll  s sort  p pause  ? help", Style::kTitle);
    lines_.resize(view_.height);
    return std::move(lines_);
  }

  // Lines for peers: what the head, the two column heads, the tape and the last line leave.
  std::size_t Window() const {
    const std::size_t taken = HeadLines() + 3;
    const std::size_t left = view_.height > taken ? view_.height - taken : 0;
    return std::max<std::size_t>(left - left / kTapeShare, 1);
  }

 private:
  std::size_t HeadLines() const {
    std::size_t lines = 2;
    std::size_t shown = 0;
    for (const auto& [net, network] : board_.networks()) {
      if (shown++ == kMostNetworkRows) break;
      lines += network.sync.has_value() || network.importing.has_value() ? 2 : 1;
    }
    return lines;
  }

  void Put(std::string_view text, Style style = Style::kPlain) {
    std::string line = Printable(text);
    line.resize(style == Style::kTitle || style == Style::kHead ? view_.width : std::min(line.size(), view_.width), ' ');
    lines_.push_back({std::move(line), style});
  }
  void Fill(std::size_t count) { lines_.resize(count); }

  void Head() {
    std::string title = "dragoman top   " + WallTime(board_.wall()).substr(11, 8) + " UTC   up " +
                        Age(board_.age().count());
    title += "   peers by " + std::string(Name(view_.order));
    const std::size_t peers = board_.peers().size();
    const std::size_t window = Window();
    view_.scroll = std::min(view_.scroll, peers > window ? peers - window : 0);
    if (peers > window) {
      title += ", " + std::to_string(view_.scroll + 1) + "-" + std::to_string(view_.scroll + window) + " of " +
               std::to_string(peers);
    }
    if (view_.paused) title += "   PAUSED";
    if (view_.ended) title += "   THE EVENTS HAVE ENDED";
    Put(title, Style::kTitle);
    std::size_t shown = 0;
    for (const auto& [net, network] : board_.networks()) {
      if (shown++ == kMostNetworkRows) break;
      NetworkLines(network);
    }
    Totals();
  }

  void NetworkLines(const NetworkRow& network) {
    std::string text = network.net;
    if (network.height.has_value()) text += "  height " + std::to_string(*network.height);
    if (!network.listening.empty()) text += "  listening on " + network.listening;
    if (network.stopped) text += "  stopped";
    if (!network.tip.empty()) text += "  tip " + network.tip;
    Put(text);
    if (network.sync.has_value()) {
      Put("  sync " + SyncRow("", network.source, *network.sync, view_.width),
          network.sync->stalled ? Style::kWarning : Style::kPlain);
    } else if (network.importing.has_value()) {
      Put("  " + ImportRow("", *network.importing, view_.width),
          network.importing->broken_at.has_value() ? Style::kWarning : Style::kPlain);
    }
  }

  void Totals() {
    std::size_t in = 0;
    std::size_t out = 0;
    double in_rate = 0;
    double out_rate = 0;
    bool measured = false;
    for (const PeerRow* peer : board_.peers()) {
      if (peer->state != PeerRow::State::kOpen) continue;
      ++(peer->inbound ? in : out);
      if (!peer->traffic.has_value()) continue;
      measured = true;
      in_rate += peer->traffic->in_rate;
      out_rate += peer->traffic->out_rate;
    }
    std::string text = "peers " + std::to_string(in + out) + " (" + std::to_string(in) + " in, " + std::to_string(out) +
                       " out)";
    if (measured) text += "   in " + Size(in_rate) + "/s   out " + Size(out_rate) + "/s";
    text += "   events " + std::to_string(board_.events()) + ", " + Number(board_.events_per_second()) + "/s";
    if (board_.lost() > 0) text += "   lost " + std::to_string(board_.lost());
    if (board_.unreadable() > 0) text += "   unreadable lines " + std::to_string(board_.unreadable());
    if (board_.unseen() > 0) text += "   peers without a place " + std::to_string(board_.unseen());
    Put(text, board_.lost() + board_.unreadable() + board_.unseen() > 0 ? Style::kWarning : Style::kPlain);
  }

  static bool Before(const PeerRow& a, const PeerRow& b, Order order) {
    const bool a_open = a.state == PeerRow::State::kOpen;
    const bool b_open = b.state == PeerRow::State::kOpen;
    if (a_open != b_open) return a_open;  // who has gone comes last
    const Traffic x = a.traffic.value_or(Traffic());
    const Traffic y = b.traffic.value_or(Traffic());
    switch (order) {
      case Order::kAddress: break;
      case Order::kAge:
        if (a.since != b.since) return a.since < b.since;
        break;
      case Order::kIn:
        if (x.in_rate != y.in_rate) return x.in_rate > y.in_rate;
        break;
      case Order::kOut:
        if (x.out_rate != y.out_rate) return x.out_rate > y.out_rate;
        break;
      case Order::kMessages:
        if (x.message_rate != y.message_rate) return x.message_rate > y.message_rate;
        break;
    }
    return std::pair(a.address, a.net) < std::pair(b.address, b.net);
  }

  void Peers() {
    std::vector<const PeerRow*> peers = board_.peers();
    const std::size_t window = Window();
    std::sort(peers.begin(), peers.end(),
              [this](const PeerRow* a, const PeerRow* b) { return Before(*a, *b, view_.order); });
    const std::string head = Left("PEER", 24) + Left("WAY", 5) + Right("AGE", 10) + Right("IN/s", 10) + Right("OUT/s", 10) +
                       Right("MSG/s", 7) + "  " + Left("LAST EVENT", 20) + "AGENT";
    Put(head, Style::kHead);
    const std::size_t end = lines_.size() + window;
    if (peers.empty()) Put("nobody yet", Style::kFaint);
    for (std::size_t i = view_.scroll; i < peers.size() && lines_.size() < end; ++i) PeerLine(*peers[i]);
    Fill(end);
  }

  void PeerLine(const PeerRow& peer) {
    std::string text = Left(peer.address, 23) + ' ';
    if (peer.state != PeerRow::State::kOpen) {
      text += peer.state == PeerRow::State::kFailed ? "not reached " : "gone ";
      text += Age(board_.wall() - peer.since) + " ago: " + peer.reason;
      return Put(text, Style::kFaint);
    }
    text += Left(peer.inbound ? "in" : "out", 5) + Right(Age(board_.wall() - peer.since), 10);
    if (peer.traffic.has_value()) {
      text += Right(Size(peer.traffic->in_rate), 10) + Right(Size(peer.traffic->out_rate), 10) +
              Right(Number(peer.traffic->message_rate), 7);
    } else {
      text += Right("-", 10) + Right("-", 10) + Right("-", 7);
    }
    text += "  " + Left(peer.last_event, 19) + ' ' + Printable(peer.agent);
    Put(text);
  }

  void Tape() {
    Put("LAST EVENTS", Style::kHead);
    const std::size_t last = view_.height > 0 ? view_.height - 1 : 0;
    const std::size_t room = last > lines_.size() ? last - lines_.size() : 0;
    const auto& tape = board_.tape();
    const std::size_t from = tape.size() > room ? tape.size() - room : 0;
    for (std::size_t i = from; i < tape.size(); ++i) {
      Put(tape[i].time + "  " + Left(tape[i].name, 20) + ' ' + tape[i].words);
    }
  }

  void Help() {
    Put("");
    for (const char* line : {
             "Peers that are connected, then for a minute those that have gone and why.",
             "WAY   in: they came to us; out: we went to them",
             "IN/s, OUT/s, MSG/s   bytes and messages of the last second; - where only events are known",
             "",
             "q      quit                     s   sort by address, age, in, out, messages",
             "up dn  one peer                 p   hold the picture; what happens meanwhile is counted",
             "PgUp PgDn  a page of peers      ?   this page",
             "Home   the first peer",
         }) {
      Put(line);
    }
  }

  const Board& board_;
  View& view_;
  std::vector<ScreenLine> lines_;
};

}  // namespace

std::string_view Name(Order order) {
  switch (order) {
    case Order::kAddress: return "address";
    case Order::kAge: return "age";
    case Order::kIn: return "in";
    case Order::kOut: return "out";
    case Order::kMessages: return "messages";
  }
  return "address";
}

Order Next(Order order) {
  return order == Order::kMessages ? Order::kAddress : static_cast<Order>(static_cast<int>(order) + 1);
}

std::vector<ScreenLine> Paint(const Board& board, View& view) { return Painter(board, view).Paint(); }

std::size_t PeerWindow(const Board& board, const View& view) {
  View same = view;
  return Painter(board, same).Window();
}

std::string Size(double bytes) {
  constexpr std::array kUnits{"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  for (; bytes >= 1000 && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", bytes, kUnits[unit]);
  return text;
}

}  // namespace dragoman::sinks
