// Witness: hears everything one node tells over all its lives, and says what does not fit: a block
// told as new twice, a chain step that does not continue the chain, something lost from the disk.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/router/event.h"
#include "tests/world/blocks.h"
#include "tests/world/life.h"

namespace dragoman::world {

class Witness {
 public:
  Witness(std::string name, const Blocks& blocks) : name_(std::move(name)), blocks_(blocks) {}

  // A life has begun: looks at what its disk held and at the chain it rebuilt from that.
  void Begin(Life& life);
  void Hear(const Event& event);
  // It has ended in good order: all that it took is on the disk. `kept`: the last commit worked.
  void EndInGoodOrder(bool kept) { all_kept_ = kept; }
  // The other end: only what was committed is there.
  void Killed() { all_kept_ = false; }
  // It took a block by itself, without being told.
  void Took(const Hash256& hash) { taken_.insert(hash); }

  // The store at the end of all: everything on the chain that is followed, byte for byte, and nothing strange.
  void CheckStore(Life& life);

  const std::vector<std::string>& complaints() const { return complaints_; }
  std::size_t lives() const { return lives_; }
  std::size_t undone() const { return undone_; }

 private:
  std::set<Hash256> OnDisk(Life& life);
  void Complain(const std::string& what);

  const std::string name_;
  const Blocks& blocks_;
  std::size_t lives_ = 0;
  std::size_t undone_ = 0;        // blocks, by reorganisations
  bool all_kept_ = true;
  std::set<Hash256> had_;         // on the disk when this life began
  std::set<Hash256> taken_;       // by this life
  std::vector<Hash256> followed_; // by height, as this life's events tell it
  std::vector<std::string> complaints_;
};

}  // namespace dragoman::world
