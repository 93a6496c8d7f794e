#include "apps/dragoman/translation.h"

#include <cstdio>

#include "apps/dragoman/choose.h"
#include "apps/dragoman/line_source.h"
#include "apps/dragoman/talk.h"

namespace dragoman {
namespace {

void Print(std::string line) {
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stdout);
}

}  // namespace

Json ErrorAnswer(const Status& why) {
  const std::string path = why.Path();
  Json error;
  error.Set("code", Name(why.code()));
  error.Set("class", Name(why.fault()));
  error.Set("offset", why.has_offset() ? why.offset() : std::uint64_t{0});
  error.Set("text", path.empty() ? why.Text() : path + ": " + why.Text());
  Json answer;
  answer.Set("error", std::move(error));
  return answer;
}

void Translation::DeclareDialect(OptionList& options) {
  options.Add("--dialect", "D", &dialect_, "the wire dialect; 'dragoman dialects' lists them")
      .Offers(OptionList::Offer::kDialects)
      .Add("--type", "T", &type_, "a bare body of this type, without framing")
      .Flag("--lines", lines_, "one message a line in, one answer a line out; errors are answers");
}

void Translation::DeclareInput(OptionList& options) {
  options.Add("FILE", "", &file_, "where to read; without it or with '-': stdin")
      .Offers(OptionList::Offer::kFiles);
}

ExitCode Translation::Run(const DialectRegistry& dialects, const std::optional<std::string>& given,
                          const Turn& turn) const {
  const Result<const Dialect*> dialect = ChooseDialect(dialects, dialect_);
  Status wrong = dialect.status();
  if (wrong.ok() && given.has_value() && (lines_ || !file_.empty())) {
    wrong = Status(Code::kUsage, "a message on the command line goes with neither --lines nor FILE");
  }
  if (wrong.ok() && !type_.empty()) {
    const Result<Json> known = (*dialect)->inspector().DecodeAs(type_, {});
    if (!known.ok() && known.status().code() == Code::kUsage) wrong = known.status();
  }
  if (!wrong.ok()) {
    Talk(wrong);
    return ExitCode::kUsage;
  }
  const Inspector& inspector = (*dialect)->inspector();
  return lines_ ? RunLines(inspector, turn) : RunOne(inspector, given, turn);
}

ExitCode Translation::RunLines(const Inspector& inspector, const Turn& turn) const {
  Result<LineSource> source = LineSource::Open(file_);
  if (!source.ok()) {
    Talk(source.status());
    return ExitCode::kUsage;
  }
  source->BeforeWaiting([] { std::fflush(stdout); });
  for (;;) {
    const Result<std::optional<std::string_view>> line = source->Next();
    if (line.ok() && !line->has_value()) break;
    if (!line.ok() && line.status().code() == Code::kStorage) {
      Talk(line.status());
      return ExitCode::kStorage;
    }
    const Result<std::string> answer = line.ok() ? turn(inspector, **line) : Result<std::string>(line.status());
    Print(answer.ok() ? *answer : ErrorAnswer(answer.status()).Dump());
  }
  return ExitCode::kOk;
}

ExitCode Translation::RunOne(const Inspector& inspector, const std::optional<std::string>& given,
                             const Turn& turn) const {
  std::string text = given.value_or("");
  if (!given.has_value()) {
    Result<LineSource> source = LineSource::Open(file_);
    if (source.ok() && source->terminal()) Talk("Reading from the terminal; Ctrl-D ends the input.");
    Result<std::string> rest = source.ok() ? source->Rest() : Result<std::string>(source.status());
    if (!rest.ok()) {
      Talk(rest.status());
      return rest.status().code() == Code::kStorage ? ExitCode::kStorage : ExitCode::kUsage;
    }
    text = std::move(*rest);
  }
  const Result<std::string> answer = turn(inspector, text);
  if (!answer.ok()) {
    Talk(answer.status());
    return answer.status().code() == Code::kUsage ? ExitCode::kUsage : ExitCode::kCheckFailed;
  }
  Print(*answer);
  return ExitCode::kOk;
}

}  // namespace dragoman
