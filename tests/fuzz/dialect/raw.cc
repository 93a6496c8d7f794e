// Any bytes: to a whole accepting peer, and to the inspector.
#include "tests/fuzz/dialect/target.h"

namespace dragoman::fuzz {
namespace {

void Run(Input input) {
  const Input pieces = input.Split();
  DecodesAndEncodes(input.Rest());
  Talk talk;
  Input choice = pieces;
  talk.Choose(choice);
  talk.connects = false;
  Bytes rest = input.Rest();
  for (Input sizes = choice; OfWholeMessages() && rest.size() > 1 && talk.messages.size() < 8;) {
    const std::size_t size = std::min(rest.size(), sizes.Piece());
    talk.messages.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
    rest = rest.subspan(size);
  }
  talk.messages.emplace_back(rest.begin(), rest.end());
  HearsTheSameInPieces(talk, pieces);
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
