#include "apps/dragoman/help.h"

#include <algorithm>
#include <cstdio>

namespace dragoman {
namespace {

std::string Padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

std::string Shown(const OptionList::Option& option) {
  return option.name.starts_with("--") && !option.value.empty() ? option.name + " " + option.value : option.name;
}

constexpr std::size_t kColumns = 100;

// `text` behind what a line begins with, in lines that begin with as many spaces.
std::string Wrapped(std::string begin, std::string_view text) {
  const std::size_t indent = begin.size();
  std::string out;
  std::string line = std::move(begin);
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (line.size() > indent && line.size() + 1 + word.size() > kColumns) {
      out += line + "\n";
      line.assign(indent, ' ');
    }
    if (line.size() > indent) line += ' ';
    line += word;
  }
  return out + line + "\n";
}

// What has to be given, and that there is more.
std::string Usage(const Verb::About& about, const OptionList& options) {
  std::string usage = "usage: dragoman " + std::string(about.name) + " [options]";
  for (const OptionList::Option& option : options.all()) {
    if (option.name.starts_with("--") && !option.required) continue;
    std::string shown = Shown(option);
    if (std::holds_alternative<std::vector<std::string>*>(option.target)) shown += "...";
    if (!option.required) shown = "[" + shown + "]";
    usage += " " + shown;
  }
  return usage;
}

void Print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace

void PrintHelp(const std::vector<std::unique_ptr<Verb>>& verbs) {
  std::string text =
      "dragoman: speaks to unlike peer-to-peer networks, each in its native wire dialect\n\n"
      "usage: dragoman <verb> [options]\n\n";
  for (const auto& verb : verbs) {
    text += "  " + Padded(std::string(verb->about().name), 12) + std::string(verb->about().summary) + "\n";
  }
  text +=
      "\n'dragoman <verb> --help' shows a verb's options and an example; 'dragoman --version' what this is.\n"
      "stdout is data, stderr is talk. Exit codes: 0 ok, 1 check failed, 2 usage, 3 cannot connect,\n"
      "4 refused by the peer's protocol, 5 storage, 6 partial.\n";
  Print(text);
}

void PrintPartsHelp(const Verb::About& about, const std::vector<std::unique_ptr<Verb>>& parts) {
  const std::string name(about.name);
  std::string text = "dragoman " + name + ": " + std::string(about.summary) + "\n\n";
  text += "usage: dragoman " + name + " <word> [options]\n\n";
  for (const auto& part : parts) {
    const std::string word(part->about().name.substr(name.size() + 1));
    text += Wrapped("  " + Padded(word, 12), part->about().summary);
  }
  text += "  " + Padded("--help", 12) + "this text; 'dragoman " + name + " <word> --help' has the options\n";
  if (!about.more.empty()) text += "\n" + Wrapped("", about.more);
  text += "\nexample:\n  " + std::string(about.example) + "\n";
  Print(text);
}

void PrintVerbHelp(const Verb::About& about, const OptionList& options) {
  std::size_t width = 12;
  for (const OptionList::Option& option : options.all()) width = std::max(width, Shown(option).size() + 2);

  std::string text = "dragoman " + std::string(about.name) + ": " + std::string(about.summary) + "\n\n";
  text += Usage(about, options) + "\n\n";
  for (const OptionList::Option& option : options.all()) {
    if (!option.heading.empty()) text += "\n" + option.heading + ":\n";
    text += Wrapped("  " + Padded(Shown(option), width), option.help);
  }
  text += "  " + Padded("--help", width) + "this text\n";
  if (!about.more.empty()) text += "\n" + Wrapped("", about.more);
  text += "\nexample:\n  " + std::string(about.example) + "\n";
  Print(text);
}

}  // namespace dragoman
