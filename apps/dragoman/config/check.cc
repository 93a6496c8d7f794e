#include "apps/dragoman/config/check.h"

#include <algorithm>

#include "apps/dragoman/config/suggest.h"
#include "core/peer/ip_range.h"
#include "transports/tcp/address.h"

namespace dragoman::config {
namespace {

std::string Quoted(const std::string& text) { return "\"" + text + "\""; }

std::vector<std::string> DialectNames(const DialectRegistry& dialects) {
  std::vector<std::string> names;
  for (const Dialect* dialect : dialects.all()) names.push_back(dialect->name());
  return names;
}

std::string AddressFault(const std::string& text, bool any_port) {
  const Result<Address> address = ParseAddress(text);
  if (!address.ok()) return address.status().ToString();
  if (any_port || address->port != 0) return {};
  return Quoted(text) + " is no address: nobody is at port 0. Write HOST:PORT, for example 127.0.0.1:8444.";
}

std::string TextFault(const Key& key, const std::string& text, const DialectRegistry& dialects) {
  switch (key.form) {
    case Form::kDialect:
      return dialects.Find(text) != nullptr ? std::string() : UnknownName("dialect", text, DialectNames(dialects));
    case Form::kListen: return AddressFault(text, true);
    case Form::kRemote: return AddressFault(text, false);
    case Form::kLocal:
      if (ParseAddress(text).ok() || ParseAddress(text + ":0").ok()) return {};
      return Quoted(text) + " is no address of a machine. Write 127.0.0.1, 127.0.0.1:5000 or [::1].";
    case Form::kRange: {
      const Result<IpRange> range = IpRange::Parse(text);
      return range.ok() ? std::string() : range.status().ToString();
    }
    case Form::kFile:
    case Form::kDirectory: {
      const bool named = !text.empty() && text.find('\0') == text.npos;
      return named ? std::string() : "a path is missing. Leave the key out for the default.";
    }
    case Form::kNetwork:
    case Form::kAny: return {};
  }
  return {};
}

// The ends of ranges, which are round.
std::string Plain(double number) {
  const auto whole = static_cast<std::int64_t>(number);
  return static_cast<double>(whole) == number ? std::to_string(whole) : Text(number);
}

std::string RangeFault(const Key& key, const Value& value, double number) {
  if (number >= key.least && number <= key.most) return {};
  return Text(value) + " is out of range. It is from " + Plain(key.least) + " to " + Plain(key.most) +
         (key.unit.empty() ? "" : " " + key.unit) + ".";
}

}  // namespace

std::string Fault(const Key& key, const Value& value, const DialectRegistry& dialects) {
  if (const auto* text = std::get_if<std::string>(&value)) return TextFault(key, *text, dialects);
  if (const auto* count = std::get_if<std::int64_t>(&value)) return RangeFault(key, value, static_cast<double>(*count));
  if (const auto* number = std::get_if<double>(&value)) return RangeFault(key, value, *number);
  const auto* texts = std::get_if<std::vector<std::string>>(&value);
  if (texts == nullptr) return {};
  for (auto text = texts->begin(); text != texts->end(); ++text) {
    if (std::string fault = TextFault(key, *text, dialects); !fault.empty()) return fault;
    if (std::find(texts->begin(), text, *text) != text) return Quoted(*text) + " is there twice. Once is enough.";
  }
  return {};
}

std::string NetworkFault(const Dialect& dialect, const std::string& name) {
  if (name.empty() && dialect.networks().size() == 1) return {};
  if (dialect.FindNetwork(name) != nullptr) return {};
  std::vector<std::string> known;
  for (const NetworkEntry& network : dialect.networks()) known.push_back(network.name);
  if (name.empty()) return "the network is missing. Networks of " + dialect.name() + ": " + Join(known);
  return UnknownName("network of " + dialect.name(), name, known);
}

std::string UseFault(const Key& key, const Dialect& dialect) {
  const auto useless = [&dialect](const std::string& why) {
    return "the dialect " + dialect.name() + " " + why + ". Leave it out.";
  };
  if (key.name == "import" && dialect.chain_format() == nullptr) return useless("cannot import files");
  if (key.name.starts_with("rpc") && !dialect.rpc().has_value()) return useless("has no RPC");
  if ((key.name == "cert" || key.name == "key") && !dialect.tls().has_value()) return useless("shows no certificates");
  if (key.dialects_own && std::ranges::find(dialect.settings(), key.name) == dialect.settings().end()) {
    return useless("has no such setting");
  }
  return {};
}

std::string DialectMissing(const DialectRegistry& dialects) {
  return "the dialect is missing. Dialects: " + Join(DialectNames(dialects));
}

}  // namespace dragoman::config
