// Block filters: any bytes are read or refused within them; what was put in is found again.
#include "dialects/chia/block_filter.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

void Run(Input input) {
  const Bytes bytes = input.Rest();
  const Result<chia::BlockFilter> read = chia::BlockFilter::Read(bytes);
  Require(read.ok() || read.status().offset() <= bytes.size(), "refused at a place within the input");
  if (read.ok()) Require(read->size() * 21 <= bytes.size() * 8, "no more elements than the bytes hold");

  std::vector<Hash256> elements;
  for (std::size_t at = 0; at < bytes.size() && elements.size() < 300; at += 3) {
    Hash256 element{};
    for (std::size_t i = 0; i < 3 && at + i < bytes.size(); ++i) element[i * 11] = bytes[at + i];
    elements.push_back(element);
  }
  const Result<chia::BlockFilter> filter = chia::BlockFilter::Read(chia::EncodeFilter(elements));
  Require(filter.ok(), "what we encode we read");
  for (const Hash256& element : elements) Require(filter->Matches(element), "what is in it matches");
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
