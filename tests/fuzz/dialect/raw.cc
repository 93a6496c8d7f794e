// Any bytes: to a whole accepting peer, and to the inspector.
#include "tests/fuzz/dialect/target.h"

namespace dragoman::fuzz {
namespace {

void Run(Input input) {
  const Input pieces = input.Split();
  DecodesAndEncodes(input.Rest());
  HearsTheSameInPieces(input.Rest(), false, pieces);
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
