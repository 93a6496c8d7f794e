#include "services/chain/shelf_loader.h"

#include <unordered_map>
#include <utility>

#include "services/chain/first_block.h"

namespace dragoman::chain {
namespace {

class ShelfLoader {
 public:
  ShelfLoader(const ChainFormat& format, BlockShelf& shelf, ChainIndex& index)
      : format_(format), shelf_(shelf), index_(index), wants_first_(index.GetTip().height < 0) {}

  Result<LoadedShelf> Load() {
    DRAGOMAN_TRY(shelf_.Scan([this](const Hash256& hash, const Slice& raw) {
      Take(hash, raw);
      return Ok();
    }));
    for (const Hash256& parent : parents_) {
      if (index_.Has(parent)) DRAGOMAN_TRY(TakeChildren(parent));
    }
    for (const auto& [parent, children] : waiting_) loaded_.parentless += children.size();
    return std::move(loaded_);
  }

 private:
  void Take(const Hash256& hash, Bytes raw) {
    if (index_.Has(hash)) {
      loaded_.has_first |= index_.Known(hash)->height == 0;
      return;
    }
    Result<CheckedBlock> block = ReadStoredBlock(format_, raw);
    if (block.ok() && block->header.hash != hash) {
      block = Status(Code::kBadValue, "it has another hash than it is stored under");
    }
    if (!block.ok()) {
      if (loaded_.unreadable++ == 0) {
        loaded_.first_reason = format_.Display(hash) + ": " + block.status().ToString();
      }
      return;
    }
    const Hash256 parent = block->header.previous;
    const bool first = wants_first_ && MayBegin(format_, index_, block->header);
    if (!first && !index_.Has(parent)) {
      if (!waiting_.contains(parent)) parents_.push_back(parent);
      waiting_[parent].push_back(hash);
      return;
    }
    index_.Add(std::move(*block));
  }

  // Of `parent`, and of them, and so on.
  Status TakeChildren(const Hash256& parent) {
    std::vector<Hash256> there{parent};
    while (!there.empty()) {
      const auto found = waiting_.find(there.back());
      there.pop_back();
      if (found == waiting_.end()) continue;
      const std::vector<Hash256> children = std::move(found->second);
      waiting_.erase(found);
      for (const Hash256& child : children) {
        const Result<Slice> raw = shelf_.Get(child);
        if (!raw.ok()) return raw.status();
        Take(child, *raw);
        if (index_.Has(child)) there.push_back(child);
      }
    }
    return Ok();
  }

  const ChainFormat& format_;
  BlockShelf& shelf_;
  ChainIndex& index_;
  const bool wants_first_;
  LoadedShelf loaded_;
  std::vector<Hash256> parents_;  // keys of waiting_ in the order of their coming
  std::unordered_map<Hash256, std::vector<Hash256>, SeededHash> waiting_;
};

}  // namespace

Result<LoadedShelf> LoadShelf(const ChainFormat& format, BlockShelf& shelf, ChainIndex& index) {
  return ShelfLoader(format, shelf, index).Load();
}

}  // namespace dragoman::chain
