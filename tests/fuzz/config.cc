// Configurations: whatever is read, every finding has a place in the text and a sentence; what has none can be run.
#include <algorithm>

#include "apps/dragoman/config/settings.h"
#include "dialects/dialects.h"
#include "tests/fuzz/input.h"

namespace dragoman::fuzz {
namespace {

const DialectRegistry& Dialects() {
  static const DialectRegistry* const dialects = [] {
    auto* made = new DialectRegistry;
    Require(RegisterAll(*made).ok(), "the dialects are sound");
    return made;
  }();
  return *dialects;
}

void Run(Input input) {
  const Bytes bytes = input.Rest();
  const std::string_view text = AsText(bytes);
  const config::File file = config::Read(text, "f", Dialects());
  const auto lines = static_cast<std::uint32_t>(std::ranges::count(text, '\n')) + 1;
  for (const config::Finding& finding : file.findings) {
    Require(!finding.text.empty(), "a finding has a sentence");
    Require(finding.place.line <= lines, "a finding lies within the text");
    Require(IsValidUtf8(finding.ToString()), "a finding can be printed");
  }
  if (!file.findings.empty()) return;
  Require(!file.nodes.empty(), "there is a node");
  for (const config::NodeTable& node : file.nodes) {
    const config::Settings settings(&file, &node, {}, [](const char*) { return nullptr; }, Dialects());
    Require(settings.faults().empty(), "what has no finding can be run");
    Require(settings.dialect().FindNetwork(settings.network()) != nullptr, "on a network that there is");
    (void)settings.limits();
  }
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
