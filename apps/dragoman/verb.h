// Verb: one word of the command line. Every verb has the same four parts: what it is, its options, Run, nothing else.
// A verb wires; what computes belongs to a service or to the core.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "apps/dragoman/exit_code.h"
#include "core/base/clock.h"
#include "dialects/dialects.h"

namespace dragoman {

// The options of a verb as data; filled in by the command line. Names: "--name" takes a value or is a flag, "NAME" is
// an argument by position.
class OptionList {
 public:
  // What a shell offers for a value.
  enum class Offer : std::uint8_t { kNothing, kWords, kDialects, kNetworks, kFiles, kDirectories };
  using Target = std::variant<bool*, std::string*, std::optional<std::string>*, std::vector<std::string>*,
                              std::optional<std::int64_t>*, Duration*>;
  struct Option {
    std::string name;
    std::string value;  // how the help calls the value, empty for a flag
    std::string help;
    Target target;
    bool required = false;
    Offer offer = Offer::kNothing;
    std::vector<std::string> words = {};  // of Offer::kWords
    std::string heading = {};             // the help starts a new paragraph with it
  };

  // Any target but bool takes a value; a vector as many as are given; a Duration is in seconds; a number is 0 or more.
  OptionList& Add(std::string name, std::string value, Target target, std::string help) {
    Option option{std::move(name), std::move(value), std::move(help), target};
    option.heading = std::exchange(heading_, {});
    options_.push_back(std::move(option));
    return *this;
  }
  OptionList& Flag(std::string name, bool& target, std::string help) {
    return Add(std::move(name), "", &target, std::move(help));
  }
  // The option added last has to be given.
  OptionList& Required() {
    options_.back().required = true;
    return *this;
  }

  // Above the option added next, in the help of a verb with many.
  OptionList& Heading(std::string heading) {
    heading_ = std::move(heading);
    return *this;
  }

  // What a shell offers for the option added last.
  OptionList& Offers(Offer offer) {
    options_.back().offer = offer;
    return *this;
  }
  OptionList& Offers(std::vector<std::string> words) {
    options_.back().words = std::move(words);
    return Offers(Offer::kWords);
  }

  const std::vector<Option>& all() const { return options_; }

 private:
  std::vector<Option> options_;
  std::string heading_;
};

class Verb {
 public:
  struct About {
    std::string_view name;
    std::string_view summary;  // one line
    std::string_view example;  // a whole command, or several lines of them
    std::string_view more = {};
  };

  virtual ~Verb() = default;
  virtual About about() const = 0;
  virtual void Declare(OptionList& options) = 0;
  // Of a verb in two words (`config lint`): the second ones, with their whole names. It is not run itself.
  virtual std::vector<std::unique_ptr<Verb>> Parts() const { return {}; }
  virtual ExitCode Run(const DialectRegistry& dialects) = 0;
};

}  // namespace dragoman
