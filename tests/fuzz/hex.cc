// Hexadecimal: any bytes go there and back; any text is read or refused at a place within it.
#include "core/base/hex.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

void Run(Input input) {
  const Bytes bytes = input.Rest();
  const Result<ByteVector> back = FromHex(ToHex(bytes));
  Require(back.ok() && std::equal(back->begin(), back->end(), bytes.begin(), bytes.end()), "there and back");
  const Result<ByteVector> read = FromHex(AsText(bytes));
  Require(read.ok() || read.status().offset() <= bytes.size(), "refused at a place within the text");
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
