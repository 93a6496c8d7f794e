#include "apps/dragoman/config/settings.h"

#include <algorithm>
#include <filesystem>

#include "apps/dragoman/config/suggest.h"

namespace dragoman::config {
namespace {

constexpr std::string_view kVariable = "DRAGOMAN_";

// Limits between the core's types and values.
Value FromLimit(const std::size_t& limit) { return static_cast<std::int64_t>(limit); }
Value FromLimit(const double& limit) { return limit; }
Value FromLimit(const Duration& limit) { return std::chrono::duration<double>(limit).count(); }
Value FromLimit(const std::vector<IpRange>& limit) {
  std::vector<std::string> texts;
  texts.reserve(limit.size());
  for (const IpRange& range : limit) texts.push_back(range.ToString());
  return texts;
}

void ToLimit(const Value& value, std::size_t& limit) { limit = static_cast<std::size_t>(std::get<std::int64_t>(value)); }
void ToLimit(const Value& value, double& limit) { limit = std::get<double>(value); }
void ToLimit(const Value& value, Duration& limit) {
  limit = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::get<double>(value)));
}
void ToLimit(const Value& value, std::vector<IpRange>& limit) {
  limit.clear();
  for (const std::string& text : std::get<std::vector<std::string>>(value)) limit.push_back(IpRange::Of(text));
}

std::string KeyOf(const Limits::Entry& entry) { return std::string(kLimits) + std::string(entry.key); }

// Paths in a file are meant from where it lies, so that it means the same wherever it is read from.
std::string FromFile(const std::string& file, const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  return file == "-" || folder.empty() ? path : (folder / path).lexically_normal().string();
}

bool IsPath(const Key& key) { return key.form == Form::kFile || key.form == Form::kDirectory; }

}  // namespace

std::string_view Name(Origin origin) {
  switch (origin) {
    case Origin::kDefault: return "default";
    case Origin::kDialect: return "dialect";
    case Origin::kFile: return "file";
    case Origin::kEnvironment: return "environment";
    case Origin::kFlag: return "flag";
  }
  return "default";
}

void Flags::Add(std::string_view key, const std::string& text) {
  if (!text.empty()) values.emplace_back(FindKey(NodeKeys(), key), text);
}

void Flags::Add(std::string_view key, const std::vector<std::string>& texts) {
  if (!texts.empty()) values.emplace_back(FindKey(NodeKeys(), key), texts);
}

void Flags::AddExempt(const std::vector<std::string>& ranges) {
  if (ranges.empty()) return;
  std::vector<std::string> all = std::get<std::vector<std::string>>(FromLimit(Limits().exempt));
  all.insert(all.end(), ranges.begin(), ranges.end());
  Add(std::string(kLimits) + "exempt", all);
}

Status Flags::AddCount(std::string_view key, const std::string& text) {
  if (text.empty()) return Ok();
  const Key* known = FindKey(NodeKeys(), key);
  Result<Value> value = Parse(known->type, text);
  if (!value.ok()) return Status::Because(Code::kUsage, known->flag + ": " + value.status().ToString());
  values.emplace_back(known, *std::move(value));
  return Ok();
}

Status Flags::AddLimit(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string name(text.substr(0, equals));
  const Key* key = FindKey(NodeKeys(), std::string(kLimits) + name);
  if (key == nullptr) {
    std::vector<std::string> known;
    for (const Key& each : NodeKeys()) {
      if (each.name.starts_with(kLimits)) known.push_back(each.name.substr(kLimits.size()));
    }
    return Status::Because(Code::kUsage, "--limit: " + UnknownName("limit", name, known));
  }
  if (equals == text.npos) {
    return Status::Because(Code::kUsage, "--limit \"" + name + "\" has no value. Write --limit " + name + "=VALUE.");
  }
  Result<Value> value = Parse(key->type, text.substr(equals + 1));
  if (!value.ok()) return Status::Because(Code::kUsage, "--limit " + name + ": " + value.status().ToString());
  values.emplace_back(key, *std::move(value));
  return Ok();
}

Settings::Settings(const File* file, const NodeTable* node, const Flags& flags, const Environment& environment,
                   const DialectRegistry& dialects) {
  const Limits defaults;
  Limits::Each([this](const Limits::Entry& entry, const auto& limit) { settings_[KeyOf(entry)].value = FromLimit(limit); },
               defaults);
  if (file != nullptr) TakeFile(*file, file->limits);
  if (node != nullptr) {
    name_ = node->name;
    TakeFile(*file, node->entries);
  }
  TakeEnvironment(environment, dialects);
  TakeFlags(flags, dialects);
  TakeDialect(dialects);
}

void Settings::Set(const Key& key, Value value, Origin origin, std::string source) {
  Setting& setting = settings_[key.name];
  if (setting.origin > origin) return;
  setting.value = std::move(value);
  setting.origin = origin;
  setting.source = std::move(source);
}

void Settings::AddFault(const std::string& who, const std::string& fault) {
  std::string& text = faults_.emplace_back(who);
  text += ": ";
  text += fault;
}

void Settings::TakeFile(const File& file, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    Finding place;
    place.file = file.path;
    place.place = entry.place;
    Value value = entry.value;
    if (IsPath(*entry.key)) value = FromFile(file.path, config::Text(value));
    Set(*entry.key, std::move(value), Origin::kFile, place.Where());
  }
}

void Settings::TakeEnvironment(const Environment& environment, const DialectRegistry& dialects) {
  for (const Key& key : NodeKeys()) {
    const std::string variable = key.Environment();
    const char* said = environment(variable.c_str());
    if (said == nullptr || *said == '\0') continue;
    Result<Value> value = Parse(key.type, said);
    const std::string fault = value.ok() ? Fault(key, *value, dialects) : value.status().ToString();
    if (!fault.empty()) AddFault(variable, fault);
    if (value.ok()) Set(key, *std::move(value), Origin::kEnvironment, variable);
  }
}

void Settings::TakeFlags(const Flags& flags, const DialectRegistry& dialects) {
  for (const auto& [key, value] : flags.values) {
    const std::string flag = key->flag.substr(0, key->flag.find('='));
    if (const std::string fault = Fault(*key, value, dialects); !fault.empty()) AddFault(flag, fault);
    Set(*key, value, Origin::kFlag, flag);
  }
}

void Settings::TakeDialect(const DialectRegistry& dialects) {
  const std::string name = text("dialect");
  dialect_ = dialects.Find(name);
  if (dialect_ == nullptr) {
    if (name.empty()) AddFault("--dialect", DialectMissing(dialects));
    return;
  }
  Limits::Each(
      [this](const Limits::Entry& entry, const auto& limit) {
        const Key& key = *FindKey(NodeKeys(), KeyOf(entry));
        Value own = FromLimit(limit);
        if (settings_[key.name].value != own) Set(key, std::move(own), Origin::kDialect, dialect_->name());
      },
      dialect_->plan()->limits);
  network_ = text("network");
  const Setting& network = settings_["network"];
  if (const std::string fault = NetworkFault(*dialect_, network_); !fault.empty()) {
    AddFault(network.source.empty() ? "--network" : network.source, fault);
  } else if (network_.empty()) {
    network_ = dialect_->networks().front().name;
    Set(*FindKey(NodeKeys(), "network"), network_, Origin::kDialect, dialect_->name());
  }
  for (const Key& key : NodeKeys()) {
    const Setting& setting = (*this)[key.name];
    if (!IsSet(setting.value)) continue;
    std::string fault = UseFault(key, *dialect_);
    if (fault.empty() && key.name.starts_with("rpc_") && !IsSet((*this)["rpc"].value)) {
      fault = "there is no RPC without --rpc. Say where, or leave it out.";
    }
    if (!fault.empty()) AddFault(setting.source, fault);
  }
}

const Setting& Settings::operator[](std::string_view key) const {
  static const Setting kUnset;
  const auto found = settings_.find(key);
  return found == settings_.end() ? kUnset : found->second;
}

std::vector<std::string> Settings::texts(std::string_view key) const {
  const auto* texts = std::get_if<std::vector<std::string>>(&(*this)[key].value);
  return texts == nullptr ? std::vector<std::string>() : *texts;
}

std::map<std::string, std::string> Settings::for_dialect() const {
  std::map<std::string, std::string> said;
  for (const Key& key : NodeKeys()) {
    const Value& value = (*this)[key.name].value;
    if (key.dialects_own && IsSet(value)) said[key.name] = config::Text(value);
  }
  return said;
}

Limits Settings::limits() const {
  Limits limits;
  Limits::Each([this](const Limits::Entry& entry, auto& limit) { ToLimit((*this)[KeyOf(entry)].value, limit); }, limits);
  return limits;
}

std::vector<std::string> StrayVariables(const char* const* environment) {
  std::vector<std::string> known;
  for (const Key& key : NodeKeys()) known.push_back(key.Environment().substr(kVariable.size()));
  std::vector<std::string> stray;
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const std::string_view variable = std::string_view(*environment).substr(0, std::string_view(*environment).find('='));
    if (!variable.starts_with(kVariable)) continue;
    const std::string_view rest = variable.substr(kVariable.size());
    if (std::ranges::find(known, rest) != known.end()) continue;
    const std::string nearest = Nearest(rest, known);
    if (nearest.empty()) continue;
    stray.push_back("The variable " + std::string(variable) + " is no key's. Did you mean " + std::string(kVariable) +
                    nearest + "?");
  }
  return stray;
}

}  // namespace dragoman::config
