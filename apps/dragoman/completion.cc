#include <cstdio>

#include "apps/dragoman/completion/script.h"
#include "apps/dragoman/config/suggest.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

class Completion final : public Verb {
 public:
  About about() const override {
    return {"completion", "print a script that makes bash, zsh or fish complete command lines",
            "dragoman completion bash >~/.local/share/bash-completion/completions/dragoman\n"
            "  dragoman completion zsh >~/.zfunc/_dragoman    # a folder of $fpath\n"
            "  dragoman completion fish >~/.config/fish/completions/dragoman.fish",
            "Verbs, options, dialects, networks, files. For one session: source <(dragoman completion bash), the same "
            "in zsh; in fish: dragoman completion fish | source. Make it anew with a new version."};
  }

  void Declare(OptionList& options) override {
    options.Add("SHELL", "", &shell_, "bash, zsh or fish").Required().Offers({"bash", "zsh", "fish"});
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    const std::vector<std::unique_ptr<Verb>> verbs = MakeVerbs();
    std::vector<std::unique_ptr<Verb>> parts;
    const completion::Grammar grammar = completion::GrammarOf(verbs, parts, dialects);
    std::string script;
    if (shell_ == "bash") script = completion::Bash(grammar);
    if (shell_ == "zsh") script = completion::Zsh(grammar);
    if (shell_ == "fish") script = completion::Fish(grammar);
    if (script.empty()) {
      return Fail(Status::Because(Code::kUsage, UnknownName("shell", shell_, {"bash", "zsh", "fish"})));
    }
    std::fwrite(script.data(), 1, script.size(), stdout);
    return ExitCode::kOk;
  }

 private:
  std::string shell_;
};

}  // namespace

std::unique_ptr<Verb> MakeCompletion() { return std::make_unique<Completion>(); }

}  // namespace dragoman
