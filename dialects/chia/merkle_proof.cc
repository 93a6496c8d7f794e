// Checking a proof: the whole of it is read, since leaves beside the path count for the root.
#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/reader.h"
#include "dialects/chia/merkle_node.h"
#include "dialects/chia/merkle_set.h"

namespace dragoman::chia {
namespace {

using namespace merkle;

// What stands where the wanted leaf would be.
enum class Shown : std::uint8_t { kHash, kAbsent, kPresent };

struct Side {
  std::uint8_t type = kEmpty;
  bool two_leaves = false;  // passes up through levels that are empty on the other side
  Hash256 hash{};
};

Side Above(const Side& left, const Side& right) {
  if (left.type == kEmpty && right.two_leaves) return right;
  if (right.type == kEmpty && left.two_leaves) return left;
  return {kInner, left.type == kLeaf && right.type == kLeaf,
          InnerHash(left.type, left.hash, right.type, right.hash)};
}

// The nodes of a proof in their order, with the way from the root to the one that is read next.
class ProofReader {
 public:
  ProofReader(const Hash256& wanted, Bytes proof) : wanted_(wanted), in_(proof) {}

  Result<Side> Root() {
    for (;;) {
      const std::size_t at = in_.offset();
      Side side;
      side.type = in_.U8();
      const Bytes hash = in_.ok() && (side.type == kLeaf || side.type == kTruncated) ? in_.Take(32) : Bytes();
      if (!in_.ok()) return in_.status();
      std::copy(hash.begin(), hash.end(), side.hash.begin());
      if (side.type > kTruncated) {
        return Status(Code::kBadValue, "a node of a proof has type 0 to 3, not {}", side.type).At(at);
      }
      if (side.type == kInner) {
        if (open_.size() == kLeafBits) {
          return Status(Code::kOverLimit, "a proof is at most {} levels deep", kLeafBits).At(at);
        }
        open_.emplace_back();
        continue;
      }
      DRAGOMAN_TRY(Notice(side, at));
      while (!open_.empty() && open_.back().left) {
        side = Above(*open_.back().left, side);
        open_.pop_back();
      }
      if (open_.empty()) return Complete(side);
      open_.back().left = side;
    }
  }
  Shown shown() const { return shown_; }

 private:
  struct Open {
    std::optional<Side> left;
  };

  bool LeadsHere(const Hash256& leaf) const {
    for (unsigned depth = 0; depth < open_.size(); ++depth) {
      if (BitOf(leaf, depth) != open_[depth].left.has_value()) return false;
    }
    return true;
  }

  Status Notice(Side& side, std::size_t at) {
    if (side.type == kLeaf && !LeadsHere(side.hash)) {
      return Status(Code::kBadValue, "a leaf of a proof stands where its bits do not lead").At(at);
    }
    if (LeadsHere(wanted_)) {
      const bool is_wanted = side.type == kLeaf && side.hash == wanted_;
      shown_ = side.type == kTruncated ? Shown::kHash : is_wanted ? Shown::kPresent : Shown::kAbsent;
    }
    if (side.type == kTruncated) side.type = kInner;
    return Ok();
  }

  Result<Side> Complete(const Side& root) const {
    if (in_.done()) return root;
    return Status(Code::kTrailing, "{} bytes follow the proof", in_.remaining()).At(in_.offset());
  }

  const Hash256& wanted_;
  Reader in_;
  std::vector<Open> open_;  // the inner nodes above, from the root
  Shown shown_ = Shown::kHash;
};

}  // namespace

Result<bool> CheckMerkleProof(const Hash256& root, const Hash256& leaf, Bytes proof) {
  ProofReader reader(leaf, proof);
  const Result<Side> top = reader.Root();
  if (!top.ok()) return top.status();
  if (RootHash(top->type, top->hash) != root) {
    return Status(Code::kBadValue, "the proof is of a set with another root");
  }
  if (reader.shown() == Shown::kHash) {
    return Status(Code::kBadValue, "the proof shows only a hash where the leaf would be, so it proves nothing of it");
  }
  return reader.shown() == Shown::kPresent;
}

}  // namespace dragoman::chia
