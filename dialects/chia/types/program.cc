#include "dialects/chia/types/program.h"

#include <random>

#include "dialects/chia/clvm/serialized.h"

namespace dragoman::chia {
namespace {

constexpr std::uint8_t kPair = 0xFF;
constexpr std::uint8_t kBackReference = 0xFE;

// Appends one tree of at most `depth` pairs on any way down.
void PutTree(ByteVector& out, std::mt19937_64& random, int depth) {
  const auto choice = random() % 8;
  if (depth > 0 && choice < 5) {
    out.push_back(kPair);
    PutTree(out, random, depth - 1);
    // The whole stack, which is there wherever a left value has been read.
    if (choice == 0) {
      out.push_back(kBackReference);
      out.push_back(1);
    } else {
      PutTree(out, random, depth - 1);
    }
    return;
  }
  const auto size = static_cast<std::uint8_t>(random() % 40);
  if (size == 1) {
    out.push_back(static_cast<std::uint8_t>(random() % 0x80));
    return;
  }
  out.push_back(static_cast<std::uint8_t>(0x80 | size));
  for (int i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(random()));
}

}  // namespace

void Program::Skip(Reader& in) {
  if (!in.ok()) return;
  const Result<std::size_t> length = SerializedLength(in.rest());
  if (length.ok()) {
    in.Take(*length);
    return;
  }
  Status why = length.status();
  in.Fail(std::move(why.Shift(in.offset())));
}

void Program::Read(Reader& in) {
  const std::size_t from = in.offset();
  Skip(in);
  if (in.ok()) serialized_ = in.Since(from);
}

ByteVector Program::Arbitrary(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  ByteVector tree;
  PutTree(tree, random, 4);
  return tree;
}

}  // namespace dragoman::chia
