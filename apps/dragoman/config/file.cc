#include "apps/dragoman/config/file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "apps/dragoman/config/suggest.h"
#include "core/base/version.h"

namespace dragoman::config {
namespace {

constexpr std::size_t kLongestName = 64;

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

bool FitName(std::string_view name) {
  const auto fit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !name.empty() && name.size() <= kLongestName && std::ranges::all_of(name, fit);
}

// The keys that may stand in a table. `prefix` is what their names begin with and the file leaves out.
struct Table {
  std::string title;  // "[node.kas.limits]"
  const std::vector<Key>& keys;
  std::string_view prefix = {};

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const Key& key : keys) {
      if (!key.name.starts_with(prefix)) continue;
      const std::string name = key.name.substr(prefix.size());
      const std::string first = name.substr(0, name.find('.'));
      if (std::ranges::find(names, first) == names.end()) names.push_back(first);
    }
    return names;
  }
  const Key* Find(std::string_view name) const {
    return name.find('.') == name.npos ? FindKey(keys, std::string(prefix) + std::string(name)) : nullptr;
  }
};

class Reader {
 public:
  Reader(File& file, const DialectRegistry& dialects) : file_(file), dialects_(dialects) {}

  void ReadRoot(const Toml& root) {
    for (const TomlMember& member : *root.table()) {
      if (member.key == "node") {
        ReadNodes(member);
      } else if (member.key == "limits") {
        if (const Toml::Table* table = TableOf(member, "[limits]"); table != nullptr) {
          ReadLimits(*table, "[limits]", file_.limits);
        }
      } else if (member.key == "bridge") {
        ReadBridges(member);
      } else {
        Unknown(member, "at the top", {"node", "limits", "bridge"});
      }
    }
    if (file_.nodes.empty() && file_.findings.empty()) {
      Find(Place{}, "no node. A node is a table: [node.NAME] with a dialect and a network.");
    }
    JudgeTogether();
  }

 private:
  void Find(const Place& place, std::string text) {
    Finding finding;
    finding.file = file_.path;
    finding.place = place;
    finding.text = std::move(text);
    file_.findings.push_back(std::move(finding));
  }

  void Unknown(const TomlMember& member, const std::string& where, const std::vector<std::string>& known) {
    std::string text = "unknown key " + Quoted(member.key) + " " + where + ".";
    const std::string nearest = Nearest(member.key, known);
    text += nearest.empty() ? " Known: " + Join(known) : " Did you mean " + Quoted(nearest) + "?";
    Find(member.place, std::move(text));
  }

  const Toml::Table* TableOf(const TomlMember& member, const std::string& shown) {
    const Toml::Table* table = member.value.table();
    if (table == nullptr) {
      Find(member.place, Quoted(member.key) + " is " + std::string(member.value.KindName()) + ", not a table. Write " +
                             shown + " on a line of its own, its keys below.");
    }
    return table;
  }

  void ReadNodes(const TomlMember& nodes) {
    const Toml::Table* tables = TableOf(nodes, "[node.NAME]");
    if (tables == nullptr) return;
    for (const TomlMember& member : *tables) {
      const std::string title = "[node." + member.key + "]";
      if (member.value.table() == nullptr && FindKey(NodeKeys(), member.key) != nullptr) {
        Find(member.place, Quoted(member.key) + " belongs to a node with a name. Write [node.NAME] for [node].");
        continue;
      }
      const Toml::Table* table = TableOf(member, "[node.NAME]");
      if (table == nullptr) continue;
      if (!FitName(member.key)) {
        Find(member.place, Quoted(member.key) + " is no name of a node. It has 1 to " + std::to_string(kLongestName) +
                               " letters, digits, - and _.");
      }
      NodeTable node;
      node.name = member.key;
      node.place = member.place;
      ReadNode(*table, title, node);
      file_.nodes.push_back(std::move(node));
    }
  }

  void ReadNode(const Toml::Table& table, const std::string& title, NodeTable& node) {
    const Table keys{title, NodeKeys()};
    for (const TomlMember& member : table) {
      if (member.key == "limits") {
        const std::string inner = "[node." + node.name + ".limits]";
        if (const Toml::Table* limits = TableOf(member, inner); limits != nullptr) ReadLimits(*limits, inner, node.entries);
      } else if (FindKey(NodeKeys(), std::string(kLimits) + member.key) != nullptr) {
        Find(member.place, Quoted(member.key) + " is a limit. Write it below [node." + node.name + ".limits].");
      } else {
        ReadEntry(member, keys, node.entries);
      }
    }
    JudgeNetwork(title, node, table);
  }

  void ReadLimits(const Toml::Table& table, const std::string& title, std::vector<Entry>& entries) {
    const Table keys{title, NodeKeys(), kLimits};
    for (const TomlMember& member : table) ReadEntry(member, keys, entries);
  }

  void ReadEntry(const TomlMember& member, const Table& keys, std::vector<Entry>& entries) {
    const Key* key = keys.Find(member.key);
    if (key == nullptr) return Unknown(member, "in " + keys.title, keys.Names());
    const std::string named = Quoted(member.key) + " in " + keys.title;
    Entry entry{key, Take(*key, member, named), member.place};
    if (!IsSet(entry.value)) return;
    if (const std::string fault = Fault(*key, entry.value, dialects_); !fault.empty()) {
      return Find(member.value.place.line != 0 ? member.value.place : member.place, named + ": " + fault);
    }
    entries.push_back(std::move(entry));
  }

  // Nothing, and a finding, for a value of another type.
  Value Take(const Key& key, const TomlMember& member, const std::string& named) {
    const Toml& given = member.value;
    const auto* whole = std::get_if<std::int64_t>(&given.value);
    switch (key.type) {
      case Type::kText:
        if (given.text() != nullptr) return *given.text();
        break;
      case Type::kCount:
        if (whole != nullptr) return *whole;
        break;
      case Type::kNumber:
        if (whole != nullptr) return static_cast<double>(*whole);
        if (const auto* number = std::get_if<double>(&given.value)) return *number;
        break;
      case Type::kTexts:
        if (given.array() == nullptr) break;
        std::vector<std::string> texts;
        for (const Toml& item : *given.array()) {
          if (item.text() == nullptr) {
            Mistyped(key, item, "an item of " + named, member.key, Name(Type::kText));
            return {};
          }
          texts.push_back(*item.text());
        }
        return texts;
    }
    Mistyped(key, given, named, member.key, Name(key.type));
    return {};
  }

  void Mistyped(const Key& key, const Toml& given, const std::string& named, const std::string& written,
                std::string_view wanted) {
    Find(given.place, named + " is " + std::string(given.KindName()) + ", not " + std::string(wanted) +
                          ". Example: " + written + " = " + key.example);
  }

  void JudgeNetwork(const std::string& title, const NodeTable& node, const Toml::Table& table) {
    const auto written = [&table](std::string_view name) {
      return std::ranges::any_of(table, [&](const TomlMember& member) { return member.key == name; });
    };
    if (!written("dialect")) return Find(node.place, title + ": " + DialectMissing(dialects_));
    const Entry* dialect = node.Find("dialect");
    const Entry* network = node.Find("network");
    if (dialect == nullptr || (network == nullptr && written("network"))) return;  // told already
    const Dialect* chosen = dialects_.Find(Text(dialect->value));
    const std::string fault = NetworkFault(*chosen, network == nullptr ? "" : Text(network->value));
    const Place place = network == nullptr ? node.place : network->place;
    if (!fault.empty()) Find(place, (network == nullptr ? title : "\"network\" in " + title) + ": " + fault);
    for (const Entry& entry : node.entries) {
      const std::string useless = UseFault(*entry.key, *chosen);
      if (!useless.empty()) Find(entry.place, Quoted(entry.key->name) + " in " + title + ": " + useless);
    }
  }

  // [[bridge]] is part of the format but not of this version: its keys are looked at, and it is refused.
  void ReadBridges(const TomlMember& member) {
    const Toml::Array* bridges = member.value.array();
    if (bridges == nullptr) {
      return Find(member.place, "\"bridge\" is " + std::string(member.value.KindName()) +
                                    ", not a list of tables. Write [[bridge]] on a line of its own, its keys below.");
    }
    const Table keys{"[[bridge]]", BridgeKeys()};
    for (const Toml& bridge : *bridges) {
      Find(bridge.place, std::string("[[bridge]] is not in this version (") + kVersion +
                             "). Take it out; the nodes run without it.");
      if (bridge.table() == nullptr) continue;
      std::vector<Entry> unused;
      for (const TomlMember& entry : *bridge.table()) ReadEntry(entry, keys, unused);
    }
  }

  // What two nodes cannot have both.
  void JudgeTogether() {
    for (auto node = file_.nodes.begin(); node != file_.nodes.end(); ++node) {
      for (auto other = file_.nodes.begin(); other != node; ++other) {
        for (const std::string_view key : {"listen", "store"}) {
          const Entry* mine = node->Find(key);
          const Entry* theirs = other->Find(key);
          if (mine == nullptr || theirs == nullptr || mine->value != theirs->value) continue;
          const std::string value = Text(mine->value);
          if (key == "listen" && value.ends_with(":0")) continue;
          Find(mine->place, Quoted(key) + " in [node." + node->name + "]: " + Quoted(value) + " belongs to [node." +
                                other->name + "] already. Choose another one.");
        }
      }
    }
    std::ranges::stable_sort(file_.findings, {}, [](const Finding& finding) { return finding.place.line; });
  }

  File& file_;
  const DialectRegistry& dialects_;
};

}  // namespace

const Entry* NodeTable::Find(std::string_view key) const {
  const auto found = std::ranges::find_if(entries, [&](const Entry& entry) { return entry.key->name == key; });
  return found == entries.end() ? nullptr : &*found;
}

const NodeTable* File::Find(std::string_view node) const {
  const auto found = std::ranges::find_if(nodes, [&](const NodeTable& table) { return table.name == node; });
  return found == nodes.end() ? nullptr : &*found;
}

File Read(std::string_view text, std::string path, const DialectRegistry& dialects) {
  File file;
  file.path = std::move(path);
  const ParsedToml parsed = ParseToml(text);
  if (parsed.mistake.has_value()) {
    Finding finding;
    finding.file = file.path;
    finding.place = parsed.mistake->place;
    finding.text = parsed.mistake->text + ". Nothing else was looked at: mend this first.";
    file.findings.push_back(std::move(finding));
    return file;
  }
  Reader(file, dialects).ReadRoot(parsed.root);
  return file;
}

Result<File> Load(const std::string& path, const DialectRegistry& dialects) {
  std::error_code error;
  if (path != "-" && std::filesystem::is_directory(path, error)) {
    return Status::Because(Code::kUsage, "cannot read " + path + ": it is a directory").Next("Name a TOML file.");
  }
  std::ifstream opened;
  if (path != "-") opened.open(path, std::ios::binary);
  if (path != "-" && !opened) {
    return Status::Because(Code::kUsage, "cannot read " + path + ": " + std::generic_category().message(errno))
        .Next("Name a TOML file; 'dragoman config schema' shows what it may hold.");
  }
  std::istream& input = path == "-" ? std::cin : opened;
  // One byte more than is allowed tells that there are more.
  std::string text(kMaxConfigBytes + 1, '\0');
  input.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(input.gcount()));
  return Read(text, path, dialects);
}

}  // namespace dragoman::config
