// RequestWindows: how many requests of each type are under way in one direction, where both sides speak version 3
// (wire/chia.md 13.4). Inbound with the windows that we announced; outbound with those that the other side did.
#pragma once

#include <utility>
#include <vector>

#include "core/base/result.h"
#include "dialects/chia/rate_table.h"

namespace dragoman::chia {

inline constexpr std::size_t kMostWindows = 256;  // entries of a configure_window_sizes

class RequestWindows {
 public:
  // What a configure_window_sizes said, its entries in their order; the last of several for a type holds. A fault leaves
  // the windows as they were.
  Status Set(std::span<const RequestWindow> announced);

  // Whether version 3 has a window for this type, so that the slot limits do not hold; whatever else a peer names stays
  // under them. Such a type may be unlimited.
  bool Covers(std::uint8_t type) const;
  // One more begins; false, and not counted, if the window is full. What has no limit is always free.
  [[nodiscard]] bool Begin(std::uint8_t type);
  // It is answered.
  void End(std::uint8_t type);
  // Its handler is at its end, which counts from the next Settle on.
  void EndSoon(std::uint8_t type);
  void Settle();

 private:
  struct Entry {
    RequestWindow of;
    bool covers = false;
    std::uint16_t under_way = 0;
    std::uint16_t ended = 0;  // of them
  };

  const Entry* Find(std::uint8_t type) const;
  Entry* Find(std::uint8_t type) { return const_cast<Entry*>(std::as_const(*this).Find(type)); }

  bool some_ended_ = false;
  std::vector<Entry> entries_;  // one a type, as many as there are message types at most
};

}  // namespace dragoman::chia
