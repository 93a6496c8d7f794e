#include "apps/dragoman/one_peer.h"

#include <cstdio>

#include "apps/dragoman/choose.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/translation.h"

namespace dragoman {

void OnePeer::DeclareAddress(OptionList& options, std::string what) {
  options.Add("--from", "ADDRESS", &from_, "local address to connect from")
      .Add("--timeout", "S", &timeout_, "seconds to wait in all (10)")
      .Add("HOST:PORT", "", &address_, std::move(what))
      .Required();
}

Status OnePeer::Choose(const DialectRegistry& dialects) {
  DRAGOMAN_TRY(choice_.Choose(dialects));
  DRAGOMAN_TRY(CheckFrom(from_));
  return CheckAddress("HOST:PORT", address_);
}

Status OnePeer::Meet(std::function<void(Peer&, Done)> talk) {
  std::optional<Status> ended;  // written on the loop, read after it
  Instance* running = nullptr;
  const Done done = [&ended, &running](Status how) {
    if (!ended.has_value()) ended = std::move(how);
    running->Stop({});
  };
  InstanceOptions options;
  options.dialect = &dialect();
  options.network = network();
  options.from = from_;
  options.node.follow = false;
  options.node.redial = false;
  options.node.on_ready = [&talk, &done](Peer& peer) { talk(peer, done); };
  options.node.on_lost = done;
  Instance instance(std::move(options));
  running = &instance;
  DRAGOMAN_TRY(instance.Open());
  instance.Dial(address_);
  instance.loop().Post([&instance, &done, this] {
    instance.loop().After(timeout_, [&done] { done(Status(Code::kTimedOut, "no answer in time")); });
  });
  instance.Wait();
  return ended.value_or(Status(Code::kShutdown, "interrupted"));
}

ExitCode TellFailure(const std::string& address, const Status& why, bool json) {
  const bool named = why.Text().find(address) != std::string::npos;
  Talk((named ? "" : address + ": ") + why.ToString());
  if (json) std::puts(ErrorAnswer(why).Dump().c_str());
  return ExitCodeOf(why);
}

}  // namespace dragoman
