#include "apps/dragoman/node_choice.h"

#include <unistd.h>

#include <cstdlib>

#include "apps/dragoman/config/suggest.h"
#include "apps/dragoman/talk.h"

namespace dragoman {
namespace {

using Offer = OptionList::Offer;

Status Usage(std::string text) { return Status::Because(Code::kUsage, std::move(text)); }

std::vector<std::string> NamesOf(const config::File& file) {
  std::vector<std::string> names;
  for (const config::NodeTable& node : file.nodes) names.push_back(node.name);
  return names;
}

std::vector<std::string> LimitNames() {
  std::vector<std::string> names;
  for (const config::Key& key : config::NodeKeys()) {
    if (key.name.starts_with(config::kLimits)) names.push_back(key.name.substr(config::kLimits.size()) + "=");
  }
  return names;
}

}  // namespace

void NodeChoice::DeclareFile(OptionList& options) {
  options.Add("--config", "FILE", &file_, "a configuration; other options win over what it says")
      .Offers(Offer::kFiles);
  DeclareName(options, "the node [node.NAME] of it; may be left out where there is only one");
}

void NodeChoice::DeclareName(OptionList& options, std::string help) {
  options.Add("--name", "NAME", &name_, std::move(help));
}

void NodeChoice::DeclareNetwork(OptionList& options) {
  options.Add("--dialect", "D", &dialect_, "the wire dialect; 'dragoman dialects' lists them")
      .Offers(Offer::kDialects)
      .Add("--network", "N", &network_, "the network; may be left out where there is only one")
      .Offers(Offer::kNetworks);
}

void NodeChoice::DeclareStore(OptionList& options) {
  options.Add("--store", "DIR", &store_, "keep what is learned there; without it: in memory").Offers(Offer::kDirectories);
}

void NodeChoice::DeclareListen(OptionList& options) {
  options.Add("--listen", "HOST:PORT", &listen_, "take connections there; port 0: any");
}

void NodeChoice::DeclareRest(OptionList& options) {
  options.Heading("peers and blocks")
      .Add("--peer", "HOST:PORT", &peers_, "connect there and follow; may be given again")
      .Add("--from", "ADDRESS", &from_, "local address to connect from")
      .Add("--outbound", "N", &outbound_, "find and connect to so many peers (0: only --peer)")
      .Add("--max-peers", "N", &max_peers_, "full nodes to keep company with in all")
      .Add("--exempt", "CIDR", &exempt_, "addresses free of bans and limits; may be given again")
      .Add("--limit", "KEY=VALUE", &limits_, "a limit of 'dragoman config schema'; may be given again")
      .Offers(LimitNames())
      .Add("--import", "FILE", &import_, "read this file of blocks first; goes on where it was interrupted")
      .Offers(Offer::kFiles)
      .Heading("dialects over TLS (chia)")
      .Add("--cert", "FILE", &cert_, "show this certificate (PEM)")
      .Offers(Offer::kFiles)
      .Add("--key", "FILE", &key_, "its private key (PEM)")
      .Offers(Offer::kFiles)
      .Add("--fork2-height", "H", &fork2_height_, "the height of Chia's hard fork 2 on this network")
      .Add("--rpc", "HOST:PORT", &rpc_, "answer the network's own tools there, by HTTPS; port 0: any")
      .Add("--rpc-ca", "FILE", &rpc_ca_, "who must have signed their certificates (PEM); without it: an own one")
      .Offers(Offer::kFiles)
      .Add("--rpc-cert", "FILE", &rpc_cert_, "show them this certificate (PEM)")
      .Offers(Offer::kFiles)
      .Add("--rpc-key", "FILE", &rpc_key_, "its private key (PEM)")
      .Offers(Offer::kFiles)
      .Heading("output");
}

Result<config::Flags> NodeChoice::TakeFlags() const {
  config::Flags flags;
  flags.Add("dialect", dialect_);
  flags.Add("network", network_);
  flags.Add("store", store_);
  flags.Add("listen", listen_);
  flags.Add("peers", peers_);
  flags.Add("from", from_);
  flags.Add("import", import_);
  flags.Add("cert", cert_);
  flags.Add("key", key_);
  flags.AddExempt(exempt_);
  flags.Add("rpc", rpc_);
  flags.Add("rpc_ca", rpc_ca_);
  flags.Add("rpc_cert", rpc_cert_);
  flags.Add("rpc_key", rpc_key_);
  DRAGOMAN_TRY(flags.AddCount("outbound", outbound_));
  DRAGOMAN_TRY(flags.AddCount("max_peers", max_peers_));
  DRAGOMAN_TRY(flags.AddCount("fork2_height", fork2_height_));
  for (const std::string& limit : limits_) DRAGOMAN_TRY(flags.AddLimit(limit));
  return flags;
}

Result<std::vector<config::Settings>> NodeChoice::Settle(const DialectRegistry& dialects) {
  const Result<config::Flags> flags = TakeFlags();
  if (!flags.ok()) return flags.status();
  for (const std::string& stray : config::StrayVariables(environ)) Talk(stray);
  std::vector<config::Settings> settled;
  const auto settle = [&](const config::File* file, const config::NodeTable* node) {
    settled.emplace_back(file, node, *flags, ::getenv, dialects);
  };
  if (file_.empty()) {
    if (!name_.empty()) return Usage("--name goes with a configuration: --config FILE");
    settle(nullptr, nullptr);
    return settled;
  }
  const Result<config::File> file = config::Load(file_, dialects);
  if (!file.ok()) return file.status();
  if (!file->findings.empty()) {
    std::string all;
    for (const config::Finding& finding : file->findings) all += (all.empty() ? "" : "\n") + finding.ToString();
    return Usage(std::move(all));
  }
  if (!name_.empty() && file->Find(name_) == nullptr) {
    return Usage("--name: " + UnknownName("node", name_, NamesOf(*file)));
  }
  for (const config::NodeTable& node : file->nodes) {
    if (name_.empty() || node.name == name_) settle(&*file, &node);
  }
  return settled;
}

Result<config::Settings> NodeChoice::SettleOne(const DialectRegistry& dialects) {
  Result<std::vector<config::Settings>> settled = Settle(dialects);
  if (!settled.ok()) return settled.status();
  if (settled->size() != 1) {
    std::vector<std::string> names;
    for (const config::Settings& each : *settled) names.push_back(each.name());
    return Usage(file_ + " has several nodes. Say which with --name: " + Join(names));
  }
  config::Settings& one = settled->front();
  if (one.faults().empty()) return std::move(one);
  std::string all;
  for (const std::string& fault : one.faults()) all += (all.empty() ? "" : "\n") + fault;
  return Usage(std::move(all));
}

}  // namespace dragoman
