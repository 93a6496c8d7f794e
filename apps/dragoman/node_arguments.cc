#include "apps/dragoman/node_arguments.h"

#include "apps/dragoman/choose.h"
#include "apps/dragoman/line_source.h"
#include "apps/dragoman/talk.h"

namespace dragoman {

void NodeArguments::Declare(OptionList& options) {
  choice_.Declare(options);
  options.Add("--store", "DIR", &store_, "keep what is learned there; without it: in memory")
      .Add("--listen", "HOST:PORT", &listen_, "take connections there; port 0: any")
      .Add("--peer", "HOST:PORT", &peers_, "connect there and follow; may be given again")
      .Add("--from", "ADDRESS", &from_, "local address to connect from")
      .Add("--import", "FILE", &import_, "read this file of blocks first; goes on where it was interrupted");
}

Status NodeArguments::Check(const DialectRegistry& dialects) {
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

bool NodeArguments::any() const {
  return choice_.given() || !store_.empty() || !from_.empty() || !import_.empty() || reachable();
}

InstanceOptions NodeArguments::MakeOptions() const {
  InstanceOptions options;
  options.dialect = &choice_.dialect();
  options.network = choice_.network();
  options.chain = true;
  options.store = store_;
  options.loops = 0;
  options.from = from_;
  return options;
}

std::optional<NodeArguments::Failure> NodeArguments::Begin(Instance& instance) const {
  if (Status opened = instance.Open(); !opened.ok()) return Failure{std::move(opened), ExitCode::kStorage};
  if (!import_.empty()) {
    if (Status imported = instance.Import(import_); !imported.ok()) {
      const ExitCode code = ExitCodeOf(imported);
      return Failure{std::move(imported), code};
    }
  }
  if (!listen_.empty() && !instance.stopping()) {
    if (Status listening = instance.Listen(listen_); !listening.ok()) {
      const ExitCode code = ExitCodeOf(listening);
      return Failure{std::move(listening), code};
    }
  }
  for (const std::string& peer : peers_) instance.Dial(peer);
  return std::nullopt;
}

}  // namespace dragoman
