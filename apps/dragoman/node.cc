#include "apps/dragoman/event_output.h"
#include "apps/dragoman/instance.h"
#include "apps/dragoman/line_source.h"
#include "apps/dragoman/node_choice.h"
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
    choice_.DeclareFile(options);
    choice_.DeclareNetwork(options);
    choice_.DeclareStore(options);
    choice_.DeclareListen(options);
    choice_.DeclareRest(options);
    options.Flag("--json", json_, "events as JSON on a terminal, too");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    const Result<config::Settings> settled = choice_.SettleOne(dialects);
    if (!settled.ok()) return Fail(settled.status());
    const std::string listen = settled->text("listen");
    const std::string import = settled->text("import");
    const std::vector<std::string> peers = settled->texts("peers");
    if (!import.empty()) {
      if (const Status unreadable = LineSource::Open(import).status(); !unreadable.ok()) return Fail(unreadable);
    }
    Instance instance(OptionsOf(*settled));
    const EventOutput events(instance.router(), json_, 0, {});

    if (const Status opened = instance.Open(); !opened.ok()) {
      Talk(opened);
      return ExitCode::kStorage;
    }
    if (!import.empty()) {
      if (const Status imported = instance.Import(import); !imported.ok()) return Fail(imported);
    }
    if (!listen.empty() && !instance.stopping()) {
      if (const Status listening = instance.Listen(listen); !listening.ok()) return Fail(listening);
    }
    for (const std::string& peer : peers) instance.Dial(peer);
    if (listen.empty() && peers.empty()) Talk("Neither --listen nor --peer: nobody can talk to this node.");
    instance.Wait();
    const Status closed = instance.Close();
    return closed.ok() ? ExitCode::kOk : Fail(closed);
  }

 private:
  static InstanceOptions OptionsOf(const config::Settings& settings) {
    InstanceOptions options;
    options.dialect = &settings.dialect();
    options.network = settings.network();
    options.chain = true;
    options.store = settings.text("store");
    options.loops = 0;
    options.from = settings.text("from");
    options.node.limits = settings.limits();
    return options;
  }

  NodeChoice choice_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeNode() { return std::make_unique<RunNode>(); }

}  // namespace dragoman
