#include "dialects/chia/rpc/request.h"

#include <algorithm>
#include <limits>

#include "core/base/hex.h"

namespace dragoman::chia::rpc {

Result<Hash256> HashIn(const Json& request, const char* name) {
  const Json* value = request.Find(name);
  if (value == nullptr) return Status(Code::kBadRequest, "is missing").In(name);
  const Result<ByteVector> raw = value->is_string() ? FromHex(value->AsString()) : Status(Code::kBadRequest, "");
  Hash256 hash{};
  if (!raw.ok() || raw->size() != hash.size()) {
    return Status(Code::kBadRequest, "must be {} bytes in hex", hash.size()).In(name);
  }
  std::ranges::copy(*raw, hash.begin());
  return hash;
}

Result<std::uint32_t> Uint32In(const Json& request, const char* name) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  const Json* value = request.Find(name);
  if (value == nullptr) return Status(Code::kBadRequest, "is missing").In(name);
  const Result<std::uint64_t> number = value->Uint64();
  if (!number.ok() || *number > kMost) return Status(Code::kBadRequest, "must be an integer from 0 to {}", kMost).In(name);
  return static_cast<std::uint32_t>(*number);
}

bool FlagIn(const Json& request, const char* name) { return request[name].AsBool(); }

}  // namespace dragoman::chia::rpc
