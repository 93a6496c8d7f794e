#include "apps/dragoman/completion/script.h"
#include "core/base/version.h"

namespace dragoman::completion {
namespace {

using Offer = OptionList::Offer;

// In single quotes fish knows \\ and \'.
std::string FishQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string Arguments(const Grammar& grammar, const OptionList::Option& option) {
  switch (option.offer) {
    case Offer::kNothing: return {};
    case Offer::kWords: return " -a " + FishQuoted(Spaced(option.words));
    case Offer::kDialects: return " -a " + FishQuoted(Names(grammar.dialects));
    case Offer::kNetworks: return " -a '(__dragoman_networks)'";
    case Offer::kFiles: return " -F";
    case Offer::kDirectories: return " -a '(__fish_complete_directories)'";
  }
  return {};
}

std::string Line(const std::string& when, const std::string& what, std::string_view help) {
  return "complete -c dragoman -n " + FishQuoted(when) + what + " -d " + FishQuoted(help) + "\n";
}

std::string Lines(const Grammar& grammar, const Grammar::Command& command) {
  const std::string when = "__dragoman_in " + command.name;
  std::string text;
  for (const OptionList::Option& option : command.options.all()) {
    const std::string arguments = Arguments(grammar, option);
    if (ByPosition(option)) {
      if (!arguments.empty()) text += Line(when, arguments, option.help);
      continue;
    }
    const char* takes = IsFlag(option) ? "" : option.offer == Offer::kFiles ? " -r" : " -x";
    text += Line(when, " -l " + option.name.substr(2) + takes + (IsFlag(option) ? "" : arguments), option.help);
  }
  return text + Line(when, " -l help", "this text");
}

}  // namespace

std::string Fish(const Grammar& grammar) {
  std::string text = std::string("# Completion of dragoman ") + kVersion + " for fish, made by 'dragoman completion fish'.\n";
  text += "function __dragoman_in\n"
          "    set -l words (commandline -opc)\n"
          "    test (count $words) -gt (count $argv); or return 1\n"
          "    set -l last (math (count $argv) + 1)\n"
          "    test \"$words[2..$last]\" = \"$argv\"\n"
          "end\n"
          "function __dragoman_at\n"
          "    __dragoman_in $argv[2..-1]; and test (count (commandline -opc)) -eq $argv[1]\n"
          "end\n"
          "function __dragoman_networks\n"
          "    set -l words (commandline -opc)\n"
          "    set -l dialect (string match -r -g -- '^--dialect=(.*)$' $words)\n"
          "    if set -l at (contains -i -- --dialect $words)\n"
          "        set -l next (math $at + 1)\n"
          "        set dialect $words[$next]\n"
          "    end\n"
          "    switch \"$dialect\"\n";
  for (const Grammar::Word& dialect : grammar.dialects) {
    text += "        case " + FishQuoted(dialect.name) + "\n            string split ' ' " + FishQuoted(dialect.help) + "\n";
  }
  text += "        case '*'\n            string split ' ' " + FishQuoted(AllNetworks(grammar)) + "\n"
          "    end\n"
          "end\n"
          "complete -c dragoman -f\n";
  for (const Grammar::Word& verb : grammar.verbs) {
    text += Line("test (count (commandline -opc)) -eq 1", " -a " + FishQuoted(verb.name), verb.help);
  }
  text += Line("test (count (commandline -opc)) -eq 1", " -l help", "this text");
  text += Line("test (count (commandline -opc)) -eq 1", " -l version", "what this is");
  for (const Grammar::Group& group : grammar.groups) {
    for (const Grammar::Word& word : group.words) {
      text += Line("__dragoman_at 2 " + group.name, " -a " + FishQuoted(word.name), word.help);
    }
  }
  for (const Grammar::Command& command : grammar.commands) text += Lines(grammar, command);
  return text;
}

}  // namespace dragoman::completion
