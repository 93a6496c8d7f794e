// File: a configuration as it is written, with all that is wrong with it. Reads anything; gives up nowhere but at a
// fault of TOML's own grammar, which leaves nothing to go on with.
#pragma once

#include "apps/dragoman/config/check.h"
#include "apps/dragoman/config/finding.h"

namespace dragoman::config {

struct Entry {
  const Key* key;  // of NodeKeys
  Value value;
  Place place;
};

struct NodeTable {
  std::string name;
  Place place;
  std::vector<Entry> entries;

  const Entry* Find(std::string_view key) const;
};

struct File {
  std::string path;  // as it was given
  std::vector<NodeTable> nodes;
  std::vector<Entry> limits;  // of [limits]: for all nodes
  std::vector<Finding> findings;  // in the order of the file

  const NodeTable* Find(std::string_view node) const;
};

// `path` is for the findings and for what is relative to it.
File Read(std::string_view text, std::string path, const DialectRegistry& dialects);
// "-": stdin. Errors: kUsage, it cannot be read.
Result<File> Load(const std::string& path, const DialectRegistry& dialects);

}  // namespace dragoman::config
