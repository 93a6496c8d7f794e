// Translation: what decode and encode share: one message from an option, a file or stdin; or, with --lines, an answer
// for every line (docs/wire-tools.md).
#pragma once

#include <functional>

#include "apps/dragoman/verb.h"

namespace dragoman {

// {"error": {"code", "class", "offset", "text"}}
Json ErrorAnswer(const Status& why);

class Translation {
 public:
  void DeclareDialect(OptionList& options);
  void DeclareInput(OptionList& options);

  // Turns one message's text into the answer's.
  using Turn = std::function<Result<std::string>(const Inspector&, std::string_view text)>;
  ExitCode Run(const DialectRegistry& dialects, const std::optional<std::string>& given, const Turn& turn) const;

  const std::string& type() const { return type_; }
  bool lines() const { return lines_; }

 private:
  ExitCode RunLines(const Inspector& inspector, const Turn& turn) const;
  ExitCode RunOne(const Inspector& inspector, const std::optional<std::string>& given, const Turn& turn) const;

  std::string dialect_;
  std::string type_;
  std::string file_;
  bool lines_ = false;
};

}  // namespace dragoman
