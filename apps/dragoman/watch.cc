#include "apps/dragoman/choose.h"
#include "apps/dragoman/event_output.h"
#include "apps/dragoman/instance.h"
#include "apps/dragoman/network_choice.h"
#include "apps/dragoman/prospects.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

class Watch final : public Verb {
 public:
  About about() const override {
    return {"watch", "connect and print events as JSON lines",
            "dragoman watch --dialect flowee --network regtest --peer 127.0.0.1:11235 --count 10",
            "Follows the peers' chain, in memory or in DIR. docs/events.md has the events."};
  }

  void Declare(OptionList& options) override {
    choice_.Declare(options);
    options.Add("--peer", "HOST:PORT", &peers_, "connect there; may be given again")
        .Required()
        .Add("--from", "ADDRESS", &from_, "local address to connect from")
        .Add("--store", "DIR", &store_, "keep what is heard there; without it: in memory")
        .Offers(OptionList::Offer::kDirectories)
        .Add("--count", "N", &count_, "end after N events")
        .Flag("--json", json_, "JSON on a terminal, too");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (const Status wrong = Check(dialects); !wrong.ok()) return Fail(wrong);
    if (count_ == 0) return ExitCode::kOk;

    Status ended;  // written on the loop, read after it
    Instance* running = nullptr;
    Prospects prospects(peers_.size(), [&](const Status& why) {
      ended = why;
      running->Stop({});
    });
    InstanceOptions options;
    options.dialect = &choice_.dialect();
    options.network = choice_.network();
    options.chain = true;
    options.store = store_;
    options.from = from_;
    options.node.settings["upstream"] = "named";  // those of --peer, and nobody else
    options.node.on_lost = [&prospects](const Status& why) { prospects.Lost(why); };
    Instance instance(std::move(options));
    running = &instance;
    const EventOutput events(instance.router(), json_, static_cast<std::uint64_t>(count_.value_or(0)),
                             [&instance] { instance.Stop({}); });
    prospects.Watch(instance);
    if (const Status opened = instance.Open(); !opened.ok()) {
      Talk(opened);
      return ExitCode::kStorage;
    }
    for (const std::string& peer : peers_) instance.Dial(peer);
    instance.Wait();
    const Status closed = instance.Close();
    if (!ended.ok()) return Fail(ended);
    return closed.ok() ? ExitCode::kOk : Fail(closed);
  }

 private:
  Status Check(const DialectRegistry& dialects) {
    DRAGOMAN_TRY(choice_.Choose(dialects));
    DRAGOMAN_TRY(CheckPeers(peers_));
    return CheckFrom(from_);
  }

  NetworkChoice choice_;
  std::vector<std::string> peers_;
  std::string from_;
  std::string store_;
  std::optional<std::int64_t> count_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeWatch() { return std::make_unique<Watch>(); }

}  // namespace dragoman
