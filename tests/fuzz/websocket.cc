// A WebSocket, either side, from the upgrade on: raw bytes, or frames that are mostly well formed. Whatever the pieces,
// the same messages, answers and end; and memory that follows what has come.
#include "tests/fuzz/input.h"
#include "tests/unit/transports/websocket/outcome.h"

namespace dragoman::fuzz {
namespace {

using namespace websocket_tests;

ByteVector Frames(Input& input, bool masked) {
  ByteVector bytes;
  while (!input.empty() && bytes.size() < 200'000) {
    const std::uint8_t first = input.Byte();
    const std::uint8_t form = input.Byte();
    if (form == 0xff) {  // a header that says what it likes
      for (int i = 0; i < 6; ++i) bytes.push_back(input.Byte());
      continue;
    }
    const std::size_t size = form < 200 ? form % 20 : form < 240 ? 120 + form % 12 : 65'530 + form % 12;
    std::string payload;
    for (std::size_t i = 0; i < std::min<std::size_t>(size, 24); ++i) payload += static_cast<char>(input.Byte());
    payload.resize(size, 'x');
    const ByteVector frame = FrameOf(first, payload, masked != (form == 0xfe));
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  return bytes;
}

void Fuzz(Input input) {
  const bool dials = input.Below(2) == 0;
  const bool upgraded = input.Below(4) != 0;
  const bool raw = input.Below(2) == 0;
  WebSocketOptions options;
  options.takes_text = input.Below(2) == 0;
  options.largest = input.Below(2) == 0 ? 1000 : 1 * MiB;
  options.most_fragments = 50;
  const char* more = "";
  if (input.Below(2) == 0) {
    options.deflate = WebSocketDeflate{.from = 0, .keep_window = input.Below(2) == 0};
    more = dials ? "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"
                 : "Sec-WebSocket-Extensions: permessage-deflate\r\n";
  }
  Input pieces = input.Split();
  ByteVector bytes;
  if (!dials && upgraded) {
    const std::string request = std::string(kRequest) + more + "\r\n";
    bytes.insert(bytes.end(), request.begin(), request.end());
  }
  if (raw) {
    const Bytes rest = input.Rest();
    bytes.insert(bytes.end(), rest.begin(), rest.end());
  } else {
    const ByteVector frames = Frames(input, !dials);
    bytes.insert(bytes.end(), frames.begin(), frames.end());
  }
  const Outcome whole = Talk(options, dials, more, bytes, [&] { return bytes.size(); });
  const Outcome apart = Talk(options, dials, more, bytes, [&] { return pieces.Piece(); });
  if (whole == apart) return;
  const auto print = [](const char* how, const Outcome& outcome) {
    std::fprintf(stderr, "%s: %zu messages, closed: %s, said %zu bytes\n", how, outcome.messages.size(), outcome.closed.c_str(),
                 outcome.said.size());
    for (const std::string& failure : outcome.failures) std::fprintf(stderr, "  failure: %s\n", failure.c_str());
  };
  print("whole", whole);
  print("in pieces", apart);
  Require(false, "the same, whole and in pieces");
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Fuzz)
