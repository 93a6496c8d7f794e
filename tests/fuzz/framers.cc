// LengthPrefix of every form: what it cuts in random pieces is what it cuts from the whole.
#include "core/session/inflow.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

struct Outcome {
  ByteVector frames;  // each with its sizes in front
  std::string fault;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

template <class NextPiece>
Outcome Cut(Bytes stream, Framer& framer, NextPiece&& next_piece) {
  Outcome outcome;
  Inflow inflow;
  while (!stream.empty() && outcome.fault.empty()) {
    const std::size_t size = std::min(stream.size(), next_piece());
    const Status fault = inflow.Feed(Slice::Copy(stream.first(size)), framer, [&](const Slice& frame, std::size_t header) {
      Writer out(outcome.frames);
      out.U64(frame.size(), std::endian::big);
      out.U64(header, std::endian::big);
      out.Raw(frame);
      return true;
    });
    if (!fault.ok()) outcome.fault = fault.ToString();
    stream = stream.subspan(size);
  }
  return outcome;
}

void Run(Input input) {
  LengthPrefix rule;
  rule.offset = input.Below(8);
  rule.width = 1 + input.Below(8);
  rule.order = input.Below(2) == 0 ? std::endian::big : std::endian::little;
  rule.limit = input.Below(2) == 0 ? input.Below(20) : input.Below(70'000);
  rule.counts_itself = input.Below(2) == 0;
  rule.minimum = input.Below(4);
  const auto framer = MakeFramer(rule);
  Input pieces = input.Split();
  const Bytes stream = input.Rest();
  const Outcome whole = Cut(stream, *framer, [&] { return stream.size(); });
  const Outcome apart = Cut(stream, *framer, [&] { return pieces.Piece(); });
  Require(whole == apart, "whole and in pieces differ");
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
