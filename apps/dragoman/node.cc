#include "apps/dragoman/choose.h"
#include "apps/dragoman/event_output.h"
#include "apps/dragoman/instance.h"
#include "apps/dragoman/line_source.h"
#include "apps/dragoman/network_choice.h"
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
    choice_.Declare(options);
    options.Add("--store", "DIR", &store_, "keep what is learned there; without it: in memory")
        .Add("--listen", "HOST:PORT", &listen_, "take connections there; port 0: any")
        .Add("--peer", "HOST:PORT", &peers_, "connect there and follow; may be given again")
        .Add("--from", "ADDRESS", &from_, "local address to connect from")
        .Add("--import", "FILE", &import_, "read this file of blocks first; goes on where it was interrupted")
        .Flag("--json", json_, "events as JSON on a terminal, too");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (const Status wrong = Check(dialects); !wrong.ok()) return Fail(wrong);
    InstanceOptions options;
    options.dialect = &choice_.dialect();
    options.network = choice_.network();
    options.chain = true;
    options.store = store_;
    options.loops = 0;
    options.from = from_;
    Instance instance(std::move(options));
    const EventOutput events(instance.router(), json_, 0, {});

    if (const Status opened = instance.Open(); !opened.ok()) {
      Talk(opened);
      return ExitCode::kStorage;
    }
    if (!import_.empty()) {
      if (const Status imported = instance.Import(import_); !imported.ok()) return Fail(imported);
    }
    if (!listen_.empty() && !instance.stopping()) {
      if (const Status listening = instance.Listen(listen_); !listening.ok()) return Fail(listening);
    }
    for (const std::string& peer : peers_) instance.Dial(peer);
    if (listen_.empty() && peers_.empty()) Talk("Neither --listen nor --peer: nobody can talk to this node.");
    instance.Wait();
    const Status closed = instance.Close();
    return closed.ok() ? ExitCode::kOk : Fail(closed);
  }

 private:
  Status Check(const DialectRegistry& dialects) {
    DRAGOMAN_TRY(choice_.Choose(dialects));
    if (!listen_.empty()) DRAGOMAN_TRY(CheckAddress("--listen", listen_, true));
    for (const std::string& peer : peers_) DRAGOMAN_TRY(CheckAddress("--peer", peer));
    DRAGOMAN_TRY(CheckFrom(from_));
    if (import_.empty()) return Ok();
    if (choice_.dialect().chain_format() == nullptr) {
      return Status::Because(Code::kUnsupported, "the dialect " + choice_.dialect().name() + " cannot import files");
    }
    return LineSource::Open(import_).status();
  }

  NetworkChoice choice_;
  std::string store_;
  std::string listen_;
  std::vector<std::string> peers_;
  std::string from_;
  std::string import_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeNode() { return std::make_unique<RunNode>(); }

}  // namespace dragoman
