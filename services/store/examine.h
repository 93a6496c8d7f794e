// Examine: looks a store over without opening it for use, beside a process that has it open, too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman::store {

struct Examined {
  bool present = false;       // there is a file; else nothing below but holder
  std::optional<int> holder;  // the process that has it open, 0 if not known
  std::string network;        // "flowee:regtest"
  std::int64_t schema = 0;
  std::uint64_t bytes = 0;
  bool checked = false;       // its pages are sound; false: too large to read it all
};

// Larger files are not read through: that takes minutes.
inline constexpr std::uint64_t kMaxExaminedBytes = 1024 * MiB;

// Errors: kStorage, it is damaged, no store, of a newer version or cannot be read.
Result<Examined> Examine(const std::string& directory);

}  // namespace dragoman::store
