#include "apps/dragoman/completion/script.h"
#include "core/base/version.h"

namespace dragoman::completion {
namespace {

using Offer = OptionList::Offer;

// Text between the marks of an _arguments or _describe specification.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string Action(const Grammar& grammar, const OptionList::Option& option) {
  switch (option.offer) {
    case Offer::kNothing: return " ";
    case Offer::kWords: return "(" + Spaced(option.words) + ")";
    case Offer::kDialects: return "(" + Names(grammar.dialects) + ")";
    case Offer::kNetworks: return "_dragoman_networks";
    case Offer::kFiles: return "_files";
    case Offer::kDirectories: return "_path_files -/";  // _files offers any file where there is no directory
  }
  return " ";
}

std::string Specification(const Grammar& grammar, const OptionList::Option& option) {
  const std::string action = Action(grammar, option);
  if (ByPosition(option)) return (MayRepeat(option) ? "*:" : ":") + Escaped(option.help) + ":" + action;
  std::string text = (MayRepeat(option) ? "*" : "") + option.name;
  if (!IsFlag(option)) text += "=";
  text += "[" + Escaped(option.help) + "]";
  return IsFlag(option) ? text : text + ":" + Escaped(option.value) + ":" + action;
}

std::string Described(const char* indent, const std::vector<Grammar::Word>& words) {
  std::string text;
  for (const Grammar::Word& word : words) text += indent + Quoted(Escaped(word.name) + ":" + word.help) + "\n";
  return text;
}

}  // namespace

std::string Zsh(const Grammar& grammar) {
  std::string text = std::string("#compdef dragoman\n# Completion of dragoman ") + kVersion +
                     " for zsh, made by 'dragoman completion zsh'.\n";
  text += "_dragoman_networks() {\n"
          "  local -a networks=(" + AllNetworks(grammar) + ")\n"
          "  local i dialect\n"
          "  for ((i = 1; i < CURRENT; i++)); do\n"
          "    case $words[i] in\n"
          "      --dialect) dialect=$words[i+1] ;;\n"
          "      --dialect=*) dialect=${words[i]#*=} ;;\n"
          "    esac\n"
          "  done\n"
          "  case $dialect in\n";
  for (const Grammar::Word& dialect : grammar.dialects) {
    text += "    " + Quoted(dialect.name) + ") networks=(" + dialect.help + ") ;;\n";
  }
  text += "  esac\n"
          "  compadd -a networks\n"
          "}\n"
          "_dragoman() {\n"
          "  local -a candidates\n"
          "  local verb=$words[2]\n"
          "  if ((CURRENT == 2)); then\n"
          "    candidates=(\n" + Described("      ", grammar.verbs) +
          "      '--help:this text'\n"
          "      '--version:what this is'\n"
          "    )\n"
          "    _describe verb candidates\n"
          "    return\n"
          "  fi\n"
          "  case $verb in\n";
  for (const Grammar::Group& group : grammar.groups) {
    text += "    " + Quoted(group.name) + ")\n"
            "      if ((CURRENT == 3)); then\n"
            "        candidates=(\n" + Described("          ", group.words) + "        )\n"
            "        _describe word candidates\n"
            "        return\n"
            "      fi\n"
            "      verb=\"$verb $words[3]\"\n"
            "      shift words\n"
            "      ((CURRENT--)) ;;\n";
  }
  text += "  esac\n"
          "  shift words\n"
          "  ((CURRENT--))\n"
          "  case $verb in\n";
  for (const Grammar::Command& command : grammar.commands) {
    text += "    " + Quoted(command.name) + ")\n      _arguments -S";
    for (const OptionList::Option& option : command.options.all()) {
      text += " \\\n        " + Quoted(Specification(grammar, option));
    }
    text += " \\\n        '--help[this text]' ;;\n";
  }
  text += "  esac\n"
          "}\n"
          "if [[ $funcstack[1] == _dragoman ]]; then _dragoman \"$@\"; else compdef _dragoman dragoman; fi\n";
  return text;
}

}  // namespace dragoman::completion
