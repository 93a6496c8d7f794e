// What a store keeps: objects (a block, a transaction, …) and peers. Plain values.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/slice.h"

namespace dragoman::store {

struct Object {
  std::string kind;                // "block", "transaction", …
  Slice id;                        // native id, wire order
  Slice raw;                       // the bytes as they were on the wire: the truth
  std::uint8_t level = 0;          // how far it was checked: 0 none, 1 well-formed, 2 id matches the bytes,
                                   // 3 work or signature, 4 in context
  std::int64_t first_seen_ns = 0;  // since 1970-01-01 UTC; 0 when put: now
};

struct StoredObject : Object {
  std::int64_t sequence = 0;  // from 1, in the order in which objects were put; has gaps
};

struct PeerRecord {
  std::string address;             // HOST:PORT
  std::int64_t last_seen_ns = 0;   // since 1970-01-01 UTC; 0 when put: now
  std::string note = "{}";         // JSON, the peers service's own
  std::int64_t first_seen_ns = 0;  // filled in by the store: last_seen_ns of the first put
};

}  // namespace dragoman::store
