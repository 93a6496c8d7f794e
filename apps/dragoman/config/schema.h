// Schema: what a configuration may hold, for programs: a JSON Schema (draft 2020-12) that agrees with the reader on
// names, types, ranges, dialects and networks.
#pragma once

#include "apps/dragoman/config/keys.h"
#include "core/dialect/registry.h"

namespace dragoman::config {

Json JsonSchema(const DialectRegistry& dialects);
// "128", "none: in memory"
std::string DefaultText(const Key& key);

}  // namespace dragoman::config
