// What the store's tests share: a directory that goes away, short objects, a store on it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "services/store/store.h"

namespace dragoman::store {

class ScratchDirectory {
 public:
  ScratchDirectory() : path_(::testing::TempDir() + "dragoman-store-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }
  std::string file() const { return path_ + "/dragoman.sqlite"; }

 private:
  std::string path_;
};

inline Object MakeObject(std::string kind, std::string_view id, std::string_view raw) {
  Object object;
  object.kind = std::move(kind);
  object.id = Slice::Copy(AsBytes(id));
  object.raw = Slice::Copy(AsBytes(raw));
  object.level = 2;
  return object;
}

inline void WriteFile(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
}

// The ids of a kind in the order of a scan.
inline std::vector<std::string> ScannedIds(const Store& store, std::string_view kind, std::int64_t from = 0) {
  std::vector<std::string> ids;
  const Status status = store.Scan(kind, from, [&ids](const StoredObject& object) {
    ids.emplace_back(AsText(object.id));
    return Ok();
  });
  EXPECT_TRUE(status.ok()) << status.ToString();
  return ids;
}

inline std::string TextOf(const Result<Slice>& raw) {
  return raw.ok() ? std::string(AsText(*raw)) : raw.status().ToString();
}

// Nothing is committed before RunAll, Flush or the end of a store.
class StoreTest : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Store>> TryOpen(const std::string& directory, const std::string& network = "flowee:regtest",
                                         StoreLimits limits = {}) {
    const StoreOptions options{
        .directory = directory, .network = network, .clock = clock_, .executor = executor_, .limits = limits};
    return Store::Open(options);
  }
  std::unique_ptr<Store> Open(const std::string& directory, StoreLimits limits = {}) {
    Result<std::unique_ptr<Store>> store = TryOpen(directory, "flowee:regtest", limits);
    EXPECT_TRUE(store.ok()) << store.status().ToString();
    return store.ok() ? *std::move(store) : nullptr;
  }
  // What opening is refused with.
  Status Refusal(const std::string& directory, const std::string& network = "flowee:regtest") {
    const Result<std::unique_ptr<Store>> store = TryOpen(directory, network);
    EXPECT_FALSE(store.ok());
    return store.status();
  }

  ManualClock clock_;
  ManualExecutor executor_;
  ScratchDirectory scratch_;
};

}  // namespace dragoman::store
