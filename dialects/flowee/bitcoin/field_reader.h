// FieldReader: Bitcoin's values by name, so that an error says which field it stands in.
#pragma once

#include "dialects/flowee/bitcoin/compact_size.h"

namespace dragoman::flowee::bitcoin {

class FieldReader {
  // Runs `read`; if it is what failed, the failure stands in `name`.
  auto Named(const char* name, auto read) {
    const bool was_ok = reader_.ok();
    auto value = read();
    if (was_ok && !reader_.ok()) reader_.Within(name);
    return value;
  }

 public:
  explicit FieldReader(Bytes bytes) : reader_(bytes) {}

  std::uint32_t U32(const char* name) {
    return Named(name, [this] { return reader_.U32(std::endian::little); });
  }
  std::uint64_t U64(const char* name) {
    return Named(name, [this] { return reader_.U64(std::endian::little); });
  }
  // Zero after a failure.
  Hash256 Hash(const char* name) {
    Hash256 hash{};
    const Bytes raw = Named(name, [this] { return reader_.Take(32); });
    std::copy(raw.begin(), raw.end(), hash.begin());
    return hash;
  }
  // A script: its size, then its bytes, seen where they lie.
  Bytes Script(const char* name) {
    return Named(name, [this] {
      const std::uint64_t size = ReadCompactSize(reader_);
      return reader_.Take(static_cast<std::size_t>(size));
    });
  }
  // How many items follow: at least one, and no more than the bytes left can hold at `least` bytes
  // each, so that a claim alone reserves nothing.
  std::size_t Count(const char* name, std::size_t least) {
    return Named(name, [this, least]() -> std::size_t {
      const std::size_t start = reader_.offset();
      const std::uint64_t count = ReadCompactSize(reader_);
      if (!reader_.ok()) return 0;
      if (count == 0) {
        reader_.Fail(Status(Code::kBadValue, "there must be at least one").At(start));
      } else if (count > reader_.remaining() / least) {
        reader_.Fail(Status(Code::kTruncated, "{} are announced, but {} bytes are left", count,
                            reader_.remaining())
                         .At(start));
      } else {
        return static_cast<std::size_t>(count);
      }
      return 0;
    });
  }

  // While unwinding out of item `index` of the list `name`.
  void Within(const char* name, std::size_t index) {
    reader_.Within(index);
    reader_.Within(name);
  }
  // Keeps the first failure only.
  void Fail(const char* name, Status why) {
    if (!reader_.ok()) return;
    reader_.Fail(std::move(why));
    reader_.Within(name);
  }

  bool ok() const { return reader_.ok(); }
  const Status& status() const { return reader_.status(); }
  std::size_t offset() const { return reader_.offset(); }

 private:
  Reader reader_;
};

}  // namespace dragoman::flowee::bitcoin
