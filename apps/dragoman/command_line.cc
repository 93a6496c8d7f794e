// The only file that sees CLI11.
#include "apps/dragoman/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <limits>
#include <list>

#include "apps/dragoman/help.h"
#include "apps/dragoman/config/suggest.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"
#include "apps/dragoman/version_text.h"
#include "core/base/version.h"

namespace dragoman {
namespace {

// Verbs to come: asked for by who has read about them.
constexpr std::string_view kPlanned[] = {"capture", "replay", "bridge", "crawl", "check", "fuzz", "plugin", "lab"};

// Longer than anybody waits; keeps the arithmetic of deadlines from overflowing.
constexpr double kLongestSeconds = 1e6;

// What CLI11 reads into where the verb's own type is none that it knows.
struct Seconds {
  Duration* target;
  double value = 0;
};

std::vector<std::string> OptionNames(const OptionList& options) {
  std::vector<std::string> names{"--help"};
  for (const OptionList::Option& option : options.all()) {
    if (option.name.starts_with("--")) names.push_back(option.name);
  }
  return names;
}

// A name for CLI11, which would take "HOST:PORT" to be an option's.
std::string CliName(const std::string& name) {
  if (name.starts_with("--")) return name;
  std::string plain;
  for (const char c : name) plain += c == ':' ? '_' : c;
  return plain;
}

class Parser {
 public:
  Parser(const Verb& verb, const OptionList& options) : verb_(verb), options_(options) {
    app_.set_help_flag("-h,--help");
    app_.allow_extras();
    for (const OptionList::Option& option : options.all()) Bind(option);
  }

  // The arguments after the verb; last first, as CLI11 wants them. Gives how to end, or nothing to go on.
  std::optional<ExitCode> Parse(std::vector<std::string> arguments) {
    try {
      app_.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
      PrintVerbHelp(verb_.about(), options_);
      return ExitCode::kOk;
    } catch (const CLI::ParseError& error) {
      return Wrong(error.what());
    }
    for (const std::string& extra : app_.remaining()) {
      if (extra == "--") continue;
      const std::string name = extra.substr(0, extra.find('='));
      if (name.starts_with("-") && name.size() > 1) return Wrong(UnknownName("option", name, OptionNames(options_)));
      return Wrong("one argument too many: \"" + extra + "\".");
    }
    for (const auto& [option, bound] : bound_) {
      if (option->required && bound->count() == 0) {
        const std::string value = option->value.empty() ? "" : " " + option->value;
        return Wrong("needs " + option->name + value + ": " + option->help + ".");
      }
    }
    for (const Seconds& seconds : seconds_) {
      if (seconds.value <= 0) continue;
      *seconds.target = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds.value));
    }
    return std::nullopt;
  }

 private:
  void Bind(const OptionList::Option& option) {
    const std::string name = CliName(option.name);
    CLI::Option* bound = nullptr;
    if (auto* const* flag = std::get_if<bool*>(&option.target)) {
      bound = app_.add_flag(name, **flag);
    } else if (auto* const* text = std::get_if<std::string*>(&option.target)) {
      bound = app_.add_option(name, **text);
    } else if (auto* const* maybe = std::get_if<std::optional<std::string>*>(&option.target)) {
      bound = app_.add_option_function<std::string>(name, [to = *maybe](const std::string& given) { *to = given; });
    } else if (auto* const* list = std::get_if<std::vector<std::string>*>(&option.target)) {
      bound = app_.add_option(name, **list);
      if (name.starts_with("--")) bound->allow_extra_args(false)->take_all();
    } else if (auto* const* number = std::get_if<std::optional<std::int64_t>*>(&option.target)) {
      bound = app_.add_option_function<std::int64_t>(name, [to = *number](std::int64_t given) { *to = given; });
      bound->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
    } else {
      seconds_.push_back({std::get<Duration*>(option.target)});
      bound = app_.add_option(name, seconds_.back().value)->check(CLI::Range(0.001, kLongestSeconds));
    }
    bound_.emplace_back(&option, bound);
  }

  ExitCode Wrong(const std::string& text) const {
    const std::string verb(verb_.about().name);
    Talk("dragoman " + verb + ": " + text + "\n'dragoman " + verb + " --help' shows how.");
    return ExitCode::kUsage;
  }

  const Verb& verb_;
  const OptionList& options_;
  CLI::App app_;
  std::list<Seconds> seconds_;
  std::vector<std::pair<const OptionList::Option*, CLI::Option*>> bound_;
};

std::vector<std::string> Arguments(int argc, char** argv, int first) {
  return std::vector<std::string>(argv + std::min(first, argc), argv + argc);
}

// `arguments`: those after the verb.
ExitCode RunVerb(Verb& verb, std::vector<std::string> arguments, const DialectRegistry& dialects) {
  OptionList options;
  verb.Declare(options);
  Parser parser(verb, options);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  if (const auto end = parser.Parse(std::move(arguments)); end.has_value()) return *end;
  return verb.Run(dialects);
}

// `config lint`: the second word says which part of the verb is meant.
ExitCode RunPart(const Verb& verb, std::vector<std::string> arguments, const DialectRegistry& dialects) {
  const std::string name(verb.about().name);
  const std::vector<std::unique_ptr<Verb>> parts = verb.Parts();
  const std::string second = arguments.empty() ? "" : arguments.front();
  if (second == "--help" || second == "-h") {
    PrintPartsHelp(verb.about(), parts);
    return ExitCode::kOk;
  }
  std::vector<std::string> known;
  for (const auto& part : parts) {
    const std::string_view whole = part->about().name;
    known.emplace_back(whole.substr(name.size() + 1));
    if (known.back() != second) continue;
    arguments.erase(arguments.begin());
    return RunVerb(*part, std::move(arguments), dialects);
  }
  const std::string wrong = second.empty() ? "one of " + Join(known) + " has to follow." : UnknownName("word", second, known);
  Talk("dragoman " + name + ": " + wrong + "\n'dragoman " + name + " --help' shows how.");
  return ExitCode::kUsage;
}

ExitCode UnknownVerb(std::string_view typed, const std::vector<std::unique_ptr<Verb>>& verbs) {
  std::vector<std::string> known;
  for (const auto& verb : verbs) known.emplace_back(verb->about().name);
  for (const std::string_view planned : kPlanned) {
    if (planned != typed) continue;
    Talk("dragoman " + std::string(typed) + ": not in this version (" + kVersion + "). Verbs: " + Join(known));
    return ExitCode::kUsage;
  }
  const bool option = typed.starts_with("-");
  if (option) known = {"--help", "--version"};
  Talk("dragoman: " + UnknownName(option ? "option" : "verb", typed, known) + "\n'dragoman --help' lists the verbs.");
  return ExitCode::kUsage;
}

}  // namespace

ExitCode RunCommandLine(int argc, char** argv, const DialectRegistry& dialects) {
  const std::vector<std::unique_ptr<Verb>> verbs = MakeVerbs();
  const std::string_view first = argc > 1 ? argv[1] : "--help";
  if (first == "--help" || first == "-h") {
    PrintHelp(verbs);
    return ExitCode::kOk;
  }
  if (first == "--version") {
    std::puts(VersionText().c_str());
    return ExitCode::kOk;
  }
  for (const auto& verb : verbs) {
    if (verb->about().name != first) continue;
    std::vector<std::string> arguments = Arguments(argc, argv, 2);
    if (!verb->Parts().empty()) return RunPart(*verb, std::move(arguments), dialects);
    return RunVerb(*verb, std::move(arguments), dialects);
  }
  return UnknownVerb(first, verbs);
}

}  // namespace dragoman
