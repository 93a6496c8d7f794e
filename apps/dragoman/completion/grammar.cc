#include <algorithm>

#include "apps/dragoman/completion/script.h"

namespace dragoman::completion {

Grammar GrammarOf(const std::vector<std::unique_ptr<Verb>>& verbs, std::vector<std::unique_ptr<Verb>>& parts,
                  const DialectRegistry& dialects) {
  Grammar grammar;
  const auto add = [&grammar](Verb& verb) {
    Grammar::Command command;
    command.name = verb.about().name;
    verb.Declare(command.options);
    grammar.commands.push_back(std::move(command));
  };
  for (const auto& verb : verbs) {
    const Verb::About about = verb->about();
    grammar.verbs.push_back({std::string(about.name), std::string(about.summary)});
    std::vector<std::unique_ptr<Verb>> own = verb->Parts();
    if (own.empty()) {
      add(*verb);
      continue;
    }
    Grammar::Group group;
    group.name = about.name;
    for (auto& part : own) {
      const std::string word(part->about().name.substr(group.name.size() + 1));
      group.words.push_back({word, std::string(part->about().summary)});
      add(*part);
      parts.push_back(std::move(part));
    }
    grammar.groups.push_back(std::move(group));
  }
  for (const Dialect* dialect : dialects.all()) {
    std::vector<std::string> networks;
    networks.reserve(dialect->networks().size());
    for (const NetworkEntry& network : dialect->networks()) networks.push_back(network.name);
    grammar.dialects.push_back({dialect->name(), Spaced(networks)});
  }
  return grammar;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string Spaced(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string Names(const std::vector<Grammar::Word>& words) {
  std::vector<std::string> names;
  for (const Grammar::Word& word : words) names.push_back(word.name);
  return Spaced(names);
}

std::string AllNetworks(const Grammar& grammar) {
  std::vector<std::string> all;
  for (const Grammar::Word& dialect : grammar.dialects) {
    std::string_view rest = dialect.help;
    while (!rest.empty()) {
      const std::string network(rest.substr(0, rest.find(' ')));
      rest.remove_prefix(std::min(rest.size(), network.size() + 1));
      if (std::ranges::find(all, network) == all.end()) all.push_back(network);
    }
  }
  return Spaced(all);
}

bool ByPosition(const OptionList::Option& option) { return !option.name.starts_with("--"); }
bool IsFlag(const OptionList::Option& option) { return std::holds_alternative<bool*>(option.target); }
bool MayRepeat(const OptionList::Option& option) {
  return std::holds_alternative<std::vector<std::string>*>(option.target);
}

}  // namespace dragoman::completion
