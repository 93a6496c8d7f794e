// Settings: what a node runs with, key by key, and who said so: flag, environment, file, dialect, default, the first of
// these that says anything.
#pragma once

#include <functional>
#include <map>

#include "apps/dragoman/config/file.h"
#include "core/peer/limits.h"

namespace dragoman::config {

enum class Origin : std::uint8_t { kDefault, kDialect, kFile, kEnvironment, kFlag };
// "default", "dialect", "file", "environment", "flag".
std::string_view Name(Origin origin);

struct Setting {
  Value value;  // not set where nobody says anything and the default is none
  Origin origin = Origin::kDefault;
  std::string source;  // "--listen", "DRAGOMAN_LISTEN", "node.toml:4", "flowee"; empty for a default
};

// What the command line says: by key ("listen", "limits.inbound").
struct Flags {
  std::vector<std::pair<const Key*, Value>> values;

  void Add(std::string_view key, const std::string& text);
  void Add(std::string_view key, const std::vector<std::string>& texts);
  // Addresses beside those that are exempt anyway.
  void AddExempt(const std::vector<std::string>& ranges);
  // Of a key that counts. Errors: kUsage.
  Status AddCount(std::string_view key, const std::string& text);
  // Of --limit KEY=VALUE. Errors: kUsage.
  Status AddLimit(std::string_view text);
};

using Environment = std::function<const char*(const char* variable)>;

class Settings {
 public:
  // `node`, of `file`, may be null: there is no file, or none of its nodes is meant.
  Settings(const File* file, const NodeTable* node, const Flags& flags, const Environment& environment,
           const DialectRegistry& dialects);

  // Of [node.NAME]; empty without a file.
  const std::string& name() const { return name_; }
  // Why this cannot be run: a flag, a variable, or something left out. Empty if it can.
  const std::vector<std::string>& faults() const { return faults_; }
  // The next two only where there is no fault.
  const Dialect& dialect() const { return *dialect_; }
  const std::string& network() const { return network_; }

  const Setting& operator[](std::string_view key) const;
  std::string text(std::string_view key) const { return config::Text((*this)[key].value); }
  std::vector<std::string> texts(std::string_view key) const;
  // What only the dialect understands: name -> text.
  std::map<std::string, std::string> for_dialect() const;
  // The dialect's limits with what was said above them.
  dragoman::Limits limits() const;

 private:
  void Set(const Key& key, Value value, Origin origin, std::string source);
  void AddFault(const std::string& who, const std::string& fault);
  void TakeFile(const File& file, const std::vector<Entry>& entries);
  void TakeEnvironment(const Environment& environment, const DialectRegistry& dialects);
  void TakeFlags(const Flags& flags, const DialectRegistry& dialects);
  void TakeDialect(const DialectRegistry& dialects);

  std::string name_;
  std::map<std::string, Setting, std::less<>> settings_;
  std::vector<std::string> faults_;
  const Dialect* dialect_ = nullptr;
  std::string network_;
};

// Variables of this process that look like one of a key's but are none, each with the one that was probably meant.
std::vector<std::string> StrayVariables(const char* const* environment);

}  // namespace dragoman::config
