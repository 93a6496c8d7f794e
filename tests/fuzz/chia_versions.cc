// Versions: any text is read or refused within it; the order is one.
#include "dialects/chia/version.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

void Run(Input input) {
  const std::size_t cut = input.Below(64);
  const std::string_view text = AsText(input.Rest());
  const std::string_view front = text.substr(0, cut);
  const std::string_view back = text.substr(front.size());
  const Result<chia::Version> a = chia::Version::Parse(front);
  const Result<chia::Version> b = chia::Version::Parse(back);
  Require(a.ok() || a.status().offset() <= front.size(), "refused at a place within the text");
  Require(b.ok() || b.status().offset() <= back.size(), "refused at a place within the text");
  if (!a.ok() || !b.ok()) return;
  Require((*a < *b) + (*a == *b) + (*a > *b) == 1, "one of three");
  Require((*a < *b) == (*b > *a) && *a == *a, "seen from both sides");
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
