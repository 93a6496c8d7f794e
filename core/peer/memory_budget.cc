#include "core/peer/memory_budget.h"

#include <unistd.h>

namespace dragoman {

std::size_t MemoryBudget::QuarterOfMachine() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page = ::sysconf(_SC_PAGE_SIZE);
  constexpr std::size_t kIfUnknown = std::size_t{256} << 20;
  if (pages <= 0 || page <= 0) return kIfUnknown;
  return static_cast<std::size_t>(pages) * static_cast<std::size_t>(page) / 4;
}

}  // namespace dragoman
