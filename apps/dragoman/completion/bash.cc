#include "apps/dragoman/completion/script.h"
#include "core/base/version.h"

namespace dragoman::completion {
namespace {

using Offer = OptionList::Offer;

// What the script's `_dragoman_offer` is called with.
std::string OfferText(const OptionList::Option& option) {
  switch (option.offer) {
    case Offer::kNothing: return "nothing";
    case Offer::kWords: return "words " + Spaced(option.words);
    case Offer::kDialects: return "dialects";
    case Offer::kNetworks: return "networks";
    case Offer::kFiles: return "files";
    case Offer::kDirectories: return "directories";
  }
  return "nothing";
}

std::string Options(const Grammar::Command& command) {
  std::string names;
  for (const OptionList::Option& option : command.options.all()) {
    if (!ByPosition(option)) names += option.name + " ";
  }
  return names + "--help";
}

std::string Case(const Grammar::Command& command) {
  std::string text = "    " + Quoted(command.name) + ")\n      options=" + Quoted(Options(command)) + "\n";
  std::string values;
  for (const OptionList::Option& option : command.options.all()) {
    if (ByPosition(option)) {
      text += "      offer=" + Quoted(OfferText(option)) + "\n";
    } else if (!IsFlag(option)) {
      values += "        " + option.name + ") value=" + Quoted(OfferText(option)) + " ;;\n";
    }
  }
  if (!values.empty()) text += "      case $prev in\n" + values + "      esac\n";
  return text + "      ;;\n";
}

}  // namespace

std::string Bash(const Grammar& grammar) {
  std::string text = std::string("# Completion of dragoman ") + kVersion + " for bash, made by 'dragoman completion bash'.\n";
  text += "_dragoman_offer() {\n"
          "  local kind=$1 word networks=" + Quoted(AllNetworks(grammar)) + " i\n"
          "  shift\n"
          "  case $kind in\n"
          "    words) mapfile -t COMPREPLY < <(compgen -W \"$*\" -- \"$cur\") ;;\n"
          "    dialects) mapfile -t COMPREPLY < <(compgen -W " + Quoted(Names(grammar.dialects)) + " -- \"$cur\") ;;\n"
          "    networks)\n"
          "      for ((i = 2; i < COMP_CWORD; i++)); do\n"
          "        [[ ${COMP_WORDS[i]} == --dialect ]] || continue\n"
          "        word=${COMP_WORDS[i + 1]}\n"
          "        [[ $word != = ]] || word=${COMP_WORDS[i + 2]}\n"
          "        case $word in\n";
  for (const Grammar::Word& dialect : grammar.dialects) {
    text += "          " + Quoted(dialect.name) + ") networks=" + Quoted(dialect.help) + " ;;\n";
  }
  text += "        esac\n"
          "      done\n"
          "      mapfile -t COMPREPLY < <(compgen -W \"$networks\" -- \"$cur\") ;;\n"
          "    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
          "    directories) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
          "  esac\n"
          "  [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace\n"
          "}\n"
          "_dragoman() {\n"
          "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}\n"
          "  local options= offer= value=\n"
          "  COMPREPLY=()\n"
          "  # bash takes --option=value apart.\n"
          "  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
          "  if ((COMP_CWORD == 1)); then\n"
          "    _dragoman_offer words " + Quoted(Names(grammar.verbs) + " --help --version") + "\n"
          "    return\n"
          "  fi\n"
          "  case $verb in\n";
  for (const Grammar::Group& group : grammar.groups) {
    text += "    " + Quoted(group.name) + ")\n"
            "      if ((COMP_CWORD == 2)); then\n"
            "        _dragoman_offer words " + Quoted(Names(group.words) + " --help") + "\n"
            "        return\n"
            "      fi\n"
            "      verb+=\" ${COMP_WORDS[2]}\" ;;\n";
  }
  text += "  esac\n"
          "  case $verb in\n";
  for (const Grammar::Command& command : grammar.commands) text += Case(command);
  text += "    *) return ;;\n"
          "  esac\n"
          "  if [[ -n $value ]]; then\n"
          "    _dragoman_offer $value\n"
          "  elif [[ $cur != -* && -n $offer && $offer != nothing ]]; then\n"
          "    _dragoman_offer $offer\n"
          "  else\n"
          "    _dragoman_offer words \"$options\"\n"
          "  fi\n"
          "}\n"
          "complete -F _dragoman dragoman\n";
  return text;
}

}  // namespace dragoman::completion
