// JSON: what parses is dumped and parses again as the same; nothing else crashes.
#include "core/base/json.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

void Run(Input input) {
  const Bytes text = input.Rest();
  const Result<Json> parsed = Json::Parse(AsText(text));
  if (!parsed.ok()) {
    Require(!parsed.status().has_offset() || parsed.status().offset() <= text.size(), "the fault lies within the text");
    return;
  }
  const std::string dumped = parsed->Dump();
  Require(dumped.find('\n') == std::string::npos, "one line");
  Require(IsValidUtf8(dumped), "UTF-8");
  const Result<Json> again = Json::Parse(dumped);
  Require(again.ok(), "what was dumped parses");
  // 1.0 is written as 1 and comes back an integer, so texts are compared and not values.
  Require(again->Dump() == dumped, "dumped again it is the same");
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
