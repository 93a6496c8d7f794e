#include <unistd.h>

#include <optional>

#include "apps/dragoman/choose.h"
#include "apps/dragoman/event_output.h"
#include "apps/dragoman/instance.h"
#include "apps/dragoman/network_choice.h"
#include "apps/dragoman/prospects.h"
#include "apps/dragoman/sync_goal.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"
#include "services/sinks/progress_bar.h"

namespace dragoman {
namespace {

class Sync final : public Verb {
 public:
  About about() const override {
    return {"sync", "fetch and store chain data, then exit or follow",
            "dragoman sync --dialect flowee --network regtest --peer 127.0.0.1:11235 --store chain",
            "Interrupted it goes on later (exit code 0). Exit code 3: no peer can be reached; 6: it came only so far."};
  }

  void Declare(OptionList& options) override {
    choice_.Declare(options);
    options.Add("--peer", "HOST:PORT", &peers_, "fetch from there; may be given again")
        .Required()
        .Add("--store", "DIR", &store_, "where the chain is kept")
        .Offers(OptionList::Offer::kDirectories)
        .Required()
        .Add("--to", "HEIGHT", &to_, "end at this height instead of the peers' tip")
        .Flag("--follow", follow_, "go on with what the network adds")
        .Add("--from", "ADDRESS", &from_, "local address to connect from")
        .Flag("--json", json_, "events as JSON on a terminal, too");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (const Status wrong = Check(dialects); !wrong.ok()) return Fail(wrong);
    std::optional<Status> ended;  // written on the loop, read after it
    Instance* running = nullptr;
    const auto end = [&](const Status& how) {
      if (!ended.has_value()) ended = how;
      running->Stop({});
    };
    Prospects prospects(peers_.size(), end);
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

    std::optional<ProgressBar> bar;
    if (::isatty(STDERR_FILENO) != 0 && !json_) bar.emplace(instance.router(), STDERR_FILENO);
    std::optional<EventOutput> events;
    if (json_ || ::isatty(STDOUT_FILENO) == 0) events.emplace(instance.router(), true, 0, nullptr);
    prospects.Watch(instance);
    if (const Status opened = instance.Open(); !opened.ok()) {
      Talk(opened);
      return ExitCode::kStorage;
    }
    SyncGoal goal(instance, to_, follow_, end);
    goal.Start();
    for (const std::string& peer : peers_) instance.Dial(peer);
    instance.Wait();
    const chain::Tip tip = instance.chain()->tip();
    const Status closed = instance.Close();
    bar.reset();
    if (ended.has_value() && !ended->ok()) {
      const ExitCode code = Fail(*ended);
      return ended->code() == Code::kNotFound ? ExitCode::kPartial : code;
    }
    if (!closed.ok()) return Fail(closed);
    const std::string how = ended.has_value() ? ": done, " : ": interrupted, the same command goes on; ";
    const std::string hash = choice_.dialect().chain_format()->Display(tip.hash);
    Talk(instance.network_text() + how + "height " + std::to_string(tip.height) + ", tip " + hash);
    return ExitCode::kOk;
  }

 private:
  Status Check(const DialectRegistry& dialects) {
    DRAGOMAN_TRY(choice_.Choose(dialects));
    DRAGOMAN_TRY(CheckPeers(peers_));
    DRAGOMAN_TRY(CheckFrom(from_));
    if (choice_.dialect().chain_format() != nullptr) return Ok();
    return Status::Because(Code::kUsage, "the dialect " + choice_.dialect().name() + " has no chain to fetch");
  }

  NetworkChoice choice_;
  std::vector<std::string> peers_;
  std::string store_;
  std::optional<std::int64_t> to_;
  bool follow_ = false;
  std::string from_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeSync() { return std::make_unique<Sync>(); }

}  // namespace dragoman
