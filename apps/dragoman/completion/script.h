// Script: what makes a shell complete the words of a command line. Written out of the verbs' own options, so that it
// offers what the program takes.
#pragma once

#include "apps/dragoman/verb.h"

namespace dragoman::completion {

// What may be typed.
struct Grammar {
  struct Word {
    std::string name;
    std::string help;
  };
  struct Command {
    std::string name;  // "config lint"
    OptionList options;
  };
  struct Group {
    std::string name;  // "config"
    std::vector<Word> words;
  };

  std::vector<Word> verbs;
  std::vector<Group> groups;
  std::vector<Command> commands;
  std::vector<Word> dialects;  // with their networks, separated by spaces
};
// `verbs` outlive it.
Grammar GrammarOf(const std::vector<std::unique_ptr<Verb>>& verbs, std::vector<std::unique_ptr<Verb>>& parts,
                  const DialectRegistry& dialects);

std::string Bash(const Grammar& grammar);
std::string Zsh(const Grammar& grammar);
std::string Fish(const Grammar& grammar);

// --- for the three ---

// In single quotes, as the shells read them.
std::string Quoted(std::string_view text);
// Names, separated by spaces.
std::string Names(const std::vector<Grammar::Word>& words);
std::string Spaced(const std::vector<std::string>& words);
// Of every dialect, each once.
std::string AllNetworks(const Grammar& grammar);
bool ByPosition(const OptionList::Option& option);
bool IsFlag(const OptionList::Option& option);
bool MayRepeat(const OptionList::Option& option);

}  // namespace dragoman::completion
