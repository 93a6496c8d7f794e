// What both targets of a dialect share: the dialect itself, and a peer of it that hears a stream whole and in pieces.
#pragma once

#include "core/base/hex.h"
#include "core/dragoman/testing.h"
#include "dialects/dialects.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {

inline const Dialect& TheDialect() {
  static const auto registry = testing::Registered(RegisterAll);
  return testing::Chosen(*registry, DRAGOMAN_FUZZ_DIALECT);
}

struct Outcome {
  std::string sent;  // hex
  std::string closed_because;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// What a peer hears, and which peer.
struct Talk {
  bool connects = false;
  std::string network;
  std::vector<ByteVector> messages;

  void Choose(Input& input) {
    const std::uint8_t choice = input.Byte();
    connects = choice % 2 == 1;
    const std::vector<NetworkEntry>& networks = TheDialect().networks();
    network = networks[choice / 2 % networks.size()].name;
  }
};

// Where the transport carries whole messages, a piece is a message.
inline bool OfWholeMessages() { return TheDialect().transport() == Transport::kWebSocket; }

// A peer that has heard the stream in pieces: what it sent and why it closed.
template <class NextPiece>
Outcome Hear(const Talk& talk, NextPiece&& next_piece) {
  const ManualClock clock;
  testing::Setup setup;
  setup.connects = talk.connects;
  setup.network = talk.network;
  testing::Station station(TheDialect(), setup, clock);
  ByteVector sent = station.TakeSent();
  const auto feed = [&](Bytes piece) {
    station.Feed(piece);
    const ByteVector more = station.TakeSent();
    sent.insert(sent.end(), more.begin(), more.end());
  };
  if (OfWholeMessages()) {
    for (const ByteVector& message : talk.messages) feed(message);
    return {ToHex(sent), station.closed_because()};
  }
  ByteVector stream;
  for (const ByteVector& message : talk.messages) stream.insert(stream.end(), message.begin(), message.end());
  for (Bytes rest = stream; !rest.empty();) {
    const std::size_t size = std::min(rest.size(), next_piece(rest));
    feed(rest.first(size));
    rest = rest.subspan(size);
  }
  return {ToHex(sent), station.closed_because()};
}

inline void HearsTheSameInPieces(const Talk& talk, Input pieces) {
  const auto all = [](Bytes rest) { return rest.size(); };
  const Outcome whole = Hear(talk, all);
  const Outcome apart = Hear(talk, [&](Bytes) { return pieces.Piece(); });
  if (whole == apart) return;
  const auto print = [](const char* how, const Outcome& outcome) {
    std::fprintf(stderr, "%s: %s closed: %s\n", how, outcome.sent.c_str(), outcome.closed_because.c_str());
  };
  print("whole", whole);
  print("in pieces", apart);
  Require(whole.closed_because == apart.closed_because, "closes for the same reason, whole and in pieces");
  // An answer may be drawn at random (a new key); then it differs from itself, too.
  Require(Hear(talk, all) != whole, "sends the same, whole and in pieces");
}

// What decode prints, encode turns back into the same bytes.
inline void DecodesAndEncodes(Bytes line) {
  const Result<Json> decoded = TheDialect().inspector().Decode(line);
  if (!decoded.ok()) {
    const Status& why = decoded.status();
    Require(!why.has_offset() || why.offset() <= line.size(), "the fault lies within the line");
    return;
  }
  const Result<Json> parsed = Json::Parse(decoded->Dump());
  Require(parsed.ok(), "what decode prints is JSON");
  const Result<ByteVector> encoded = TheDialect().inspector().Encode(*parsed);
  Require(encoded.ok(), "what decode prints, encode takes");
  Require(std::equal(encoded->begin(), encoded->end(), line.begin(), line.end()), "the same bytes come back");
}

}  // namespace dragoman::fuzz
