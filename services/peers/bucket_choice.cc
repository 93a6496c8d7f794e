#include "services/peers/bucket_choice.h"

#include "core/base/hash.h"

namespace dragoman::peers {
namespace {

constexpr std::uint64_t kTriedBucketsPerGroup = 8;
constexpr std::uint64_t kNewBucketsPerSource = 64;

ByteArray<1> Byte(std::uint64_t value) { return {static_cast<std::uint8_t>(value)}; }

}  // namespace

// The first eight bytes of the hash, big-endian.
std::uint64_t BucketChoice::Hash(std::initializer_list<Bytes> parts) const {
  ByteVector input(secret_.begin(), secret_.end());
  for (const Bytes part : parts) input.insert(input.end(), part.begin(), part.end());
  const Hash256 hash = Sha256(input);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8 | hash[i];
  return number;
}

BucketTable::Place BucketChoice::InTried(const Endpoint& endpoint) const {
  const std::uint64_t of_group = Hash({KeyOf(endpoint)}) % kTriedBucketsPerGroup;
  const std::uint64_t bucket = Hash({GroupOf(endpoint.ip), Byte(of_group)}) % kTriedBuckets;
  return PlaceIn(bucket, 'K', endpoint);
}

BucketTable::Place BucketChoice::InNew(const Endpoint& endpoint, const IpAddress& source) const {
  const ByteVector told_by = GroupOf(source);
  const std::uint64_t of_source = Hash({GroupOf(endpoint.ip), told_by}) % kNewBucketsPerSource;
  return InNewBucket(endpoint, Hash({told_by, Byte(of_source)}) % kNewBuckets);
}

BucketTable::Place BucketChoice::InNewBucket(const Endpoint& endpoint, std::size_t bucket) const {
  return PlaceIn(bucket, 'N', endpoint);
}

BucketTable::Place BucketChoice::PlaceIn(std::size_t bucket, char table, const Endpoint& endpoint) const {
  const ByteArray<4> where = {static_cast<std::uint8_t>(table), static_cast<std::uint8_t>(bucket >> 16),
                              static_cast<std::uint8_t>(bucket >> 8), static_cast<std::uint8_t>(bucket)};
  const std::uint64_t position = Hash({where, KeyOf(endpoint)}) % kBucketSize;
  return static_cast<BucketTable::Place>(bucket * kBucketSize + position);
}

}  // namespace dragoman::peers
