// BucketChoice: which bucket and which place in it an address gets. Only who knows the secret can foresee it, and one
// group or source reaches few of the buckets, so nobody can fill the book with his own (wire/chia.md 15.3).
#pragma once

#include "services/peers/bucket_table.h"
#include "services/peers/endpoint.h"

namespace dragoman::peers {

inline constexpr std::size_t kTriedBuckets = 256;
inline constexpr std::size_t kNewBuckets = 1024;

class BucketChoice {
 public:
  explicit BucketChoice(const Hash256& secret) : secret_(secret) {}

  BucketTable::Place InTried(const Endpoint& endpoint) const;
  // As told by that source.
  BucketTable::Place InNew(const Endpoint& endpoint, const IpAddress& source) const;
  BucketTable::Place InNewBucket(const Endpoint& endpoint, std::size_t bucket) const;

 private:
  std::uint64_t Hash(std::initializer_list<Bytes> parts) const;
  BucketTable::Place PlaceIn(std::size_t bucket, char table, const Endpoint& endpoint) const;

  const Hash256 secret_;
};

}  // namespace dragoman::peers
