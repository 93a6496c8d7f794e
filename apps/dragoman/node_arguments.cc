#include "apps/dragoman/node_arguments.h"

#include "apps/dragoman/line_source.h"
#include "apps/dragoman/rpc_keys.h"
#include "apps/dragoman/talk.h"

namespace dragoman {

void NodeArguments::Declare(OptionList& options) {
  choice_.DeclareFile(options);
  choice_.DeclareNetwork(options);
  choice_.DeclareStore(options);
  choice_.DeclareListen(options);
  choice_.DeclareRest(options);
}

Status NodeArguments::Check(const DialectRegistry& dialects) {
  Result<config::Settings> settled = choice_.SettleOne(dialects);
  if (!settled.ok()) return settled.status();
  settings_ = std::move(*settled);
  const std::string import = settings_->text("import");
  return import.empty() ? Ok() : LineSource::Open(import).status();
}

bool NodeArguments::reachable() const {
  return !settings_->text("listen").empty() || !settings_->texts("peers").empty();
}

InstanceOptions NodeArguments::MakeOptions() const {
  InstanceOptions options;
  options.dialect = &settings_->dialect();
  options.network = settings_->network();
  options.chain = true;
  options.store = settings_->text("store");
  options.loops = 0;
  options.from = settings_->text("from");
  options.certificate = settings_->text("cert");
  options.key = settings_->text("key");
  options.node.settings = settings_->for_dialect();
  if (!settings_->texts("peers").empty()) options.node.settings["upstream"] = "named";
  options.node.limits = settings_->limits();
  return options;
}

Status NodeArguments::OpenRpc(Instance& instance) const {
  const std::string wanted = settings_->text("rpc");
  if (wanted.empty()) return Ok();
  const RpcFiles files{settings_->text("rpc_ca"), settings_->text("rpc_cert"), settings_->text("rpc_key")};
  const Result<RpcKeys> keys = TakeRpcKeys(files, settings_->text("store"));
  if (!keys.ok()) return keys.status();
  const Result<std::string> address = instance.OpenRpc(wanted, *keys);
  if (!address.ok()) return address.status();
  Talk("RPC at https://" + *address + (keys->how_to_ask.empty() ? "" : ", for clients with " + keys->how_to_ask));
  return Ok();
}

std::optional<NodeArguments::Failure> NodeArguments::Begin(Instance& instance) const {
  if (Status opened = instance.Open(); !opened.ok()) {
    const ExitCode code = opened.code() == Code::kUsage ? ExitCode::kUsage : ExitCode::kStorage;
    return Failure{std::move(opened), code};
  }
  if (Status rpc = OpenRpc(instance); !rpc.ok()) {
    const ExitCode code = ExitCodeOf(rpc);
    return Failure{std::move(rpc), code};
  }
  if (const std::string import = settings_->text("import"); !import.empty()) {
    if (Status imported = instance.Import(import); !imported.ok()) {
      const ExitCode code = ExitCodeOf(imported);
      return Failure{std::move(imported), code};
    }
  }
  if (const std::string listen = settings_->text("listen"); !listen.empty() && !instance.stopping()) {
    if (Status listening = instance.Listen(listen); !listening.ok()) {
      const ExitCode code = ExitCodeOf(listening);
      return Failure{std::move(listening), code};
    }
  }
  for (const std::string& peer : settings_->texts("peers")) instance.Dial(peer);
  return std::nullopt;
}

}  // namespace dragoman
