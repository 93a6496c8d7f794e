#include "core/dialect/registry.h"

namespace dragoman {

Status DialectRegistry::Add(Dialect dialect) {
  DRAGOMAN_TRY(dialect.Finish());
  std::string name = dialect.name();
  const bool fresh = dialects_.try_emplace(name, std::move(dialect)).second;
  if (!fresh) return Status::Because(Code::kUsage, "dialect \"" + name + "\" is registered twice.");
  return Ok();
}

const Dialect* DialectRegistry::Find(std::string_view name) const {
  const auto found = dialects_.find(name);
  return found == dialects_.end() ? nullptr : &found->second;
}

std::vector<const Dialect*> DialectRegistry::all() const {
  std::vector<const Dialect*> listed;
  for (const auto& [name, dialect] : dialects_) listed.push_back(&dialect);
  return listed;
}

}  // namespace dragoman
