// DialectRegistry: the dialects of this program, each checked as it is added.
#pragma once

#include <map>

#include "core/dialect/dialect.h"

namespace dragoman {

class DialectRegistry {
 public:
  // kUsage with a sentence for a name that is there already and for every mistake in the description.
  Status Add(Dialect dialect);
  // Null if there is none of that name.
  const Dialect* Find(std::string_view name) const;
  // In name order.
  std::vector<const Dialect*> all() const;

 private:
  std::map<std::string, Dialect, std::less<>> dialects_;
};

}  // namespace dragoman
