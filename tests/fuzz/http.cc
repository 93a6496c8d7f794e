// HTTP served on a link: whatever the pieces, the same requests and the same answers; and what was read as a request,
// written out again, is read as the same one.
#include <optional>

#include "core/session/manual_host.h"
#include "tests/fuzz/input.h"
#include "transports/http/server_stream.h"

namespace dragoman::fuzz {
namespace {

struct Outcome {
  std::vector<std::string> requests;
  std::string answers;
  bool over = false;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string Written(const http::Request& request) {
  std::string text = request.method + ' ' + request.target + " HTTP/1." + std::to_string(request.minor) + "\r\n";
  for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
  return text + "\r\n";
}

template <class NextPiece>
Outcome Serve(Bytes bytes, const http::Limits& limits, NextPiece&& next_piece) {
  const ManualClock clock;
  ManualHost host(clock);
  HttpServerOptions options;
  options.limits = limits;
  Outcome outcome;
  HttpServerStream stream(std::make_shared<const HttpServerOptions>(options), {}, host,
                          [&](const LinkInfo&, http::Request request, const HttpAnswer& answer) {
                            const std::string head = Written(request);
                            http::Request again;
                            Require(http::ReadRequest(head, limits, again).ok(), "a request that was read is not read again");
                            Require(Written(again) == head, "a request is read as another one");
                            Require(request.body.size() <= limits.body, "a body over the limit");
                            outcome.requests.push_back(head + request.body);
                            answer(http::TextResponse(200, "ok"));
                          });
  // A link gives nothing more before the answers are taken.
  const auto take = [&] {
    Bytes run;
    while (!stream.out().empty() && stream.out().Peek({&run, 1}) > 0) {
      outcome.answers += AsText(run);
      stream.DropOut(run.size());
      host.RunDue();
    }
  };
  while (!bytes.empty()) {
    const Bytes piece = bytes.first(std::min(bytes.size(), next_piece()));
    stream.Feed(Slice::Copy(piece));
    host.RunDue();
    take();
    bytes = bytes.subspan(piece.size());
  }
  // A word before the body depends on whether the body is there already.
  for (std::size_t at; (at = outcome.answers.find("HTTP/1.1 100 Continue\r\n\r\n")) != std::string::npos;) outcome.answers.erase(at, 25);
  outcome.over = stream.closing();
  return outcome;
}

void Fuzz(Input input) {
  http::Limits limits;
  if (input.Below(2) == 0) limits = {.first_line = 60, .headers = 4, .header_bytes = 120, .body = 30};
  Input pieces = input.Split();
  const Bytes bytes = input.Rest();
  const Outcome whole = Serve(bytes, limits, [&] { return bytes.size(); });
  const Outcome apart = Serve(bytes, limits, [&] { return pieces.Piece(); });
  Require(whole == apart, "whole and in pieces differ");

  std::string text(AsText(bytes));
  http::Answer answer;
  static_cast<void>(http::ReadAnswer(text + "\r\n\r\n", limits, answer));
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Fuzz)
