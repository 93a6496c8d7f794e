#include "apps/dragoman/event_output.h"
#include "apps/dragoman/node_arguments.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

class RunNode final : public Verb {
 public:
  About about() const override {
    return {"node", "run one dialect: listen, dial, sync, serve",
            "dragoman node --dialect flowee --network regtest --store chain --listen 127.0.0.1:11235",
            "Prints events, one a line: JSON with --json and off a terminal. Ctrl-C or SIGTERM ends it in good order."};
  }

  void Declare(OptionList& options) override {
    arguments_.Declare(options);
    options.Flag("--json", json_, "events as JSON on a terminal, too");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (const Status wrong = arguments_.Check(dialects); !wrong.ok()) return Fail(wrong);
    Instance instance(arguments_.MakeOptions());
    const EventOutput events(instance.router(), json_, 0, {});
    if (const auto failure = arguments_.Begin(instance); failure.has_value()) {
      Talk(failure->why);
      return failure->code;
    }
    if (!arguments_.reachable()) Talk("Neither --listen nor --peer: nobody can talk to this node.");
    instance.Wait();
    const Status closed = instance.Close();
    return closed.ok() ? ExitCode::kOk : Fail(closed);
  }

 private:
  NodeArguments arguments_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeNode() { return std::make_unique<RunNode>(); }

}  // namespace dragoman
