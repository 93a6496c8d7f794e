// Resident: a Flowee node with a disk of its own that lives several times, and what it has told.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/world/blocks.h"
#include "tests/world/life.h"
#include "tests/world/witness.h"

namespace dragoman::world {

class Resident {
 public:
  static constexpr const char* kPort = "1235";

  Resident(MemoryHost& host, MemoryNetwork& network, const Blocks& blocks, std::string place,
           std::vector<std::string> upstream_places);

  // Errors: those of Life::Start; then it does not live.
  Status Begin();
  // In good order, but for the goodbye; errors: kStorage, and then something may be lost.
  Status End();
  void Kill();
  // Takes a block by itself, as a miner does.
  Status Take(const Slice& block);

  bool lives() const { return life_ != nullptr; }
  Life& life() { return *life_; }
  Disk& disk() { return disk_; }
  Witness& witness() { return witness_; }
  // -1 while it does not live.
  std::int64_t height() const { return life_ == nullptr ? -1 : life_->chain()->tip().height; }
  // Texts of event::Fault, reasons of event::DialFailed and event::PeerDisconnected.
  const std::vector<std::string>& faults() const { return faults_; }
  const std::vector<std::string>& partings() const { return partings_; }
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void Hear(const Event& event);

  MemoryHost& host_;
  MemoryNetwork& network_;
  const std::string place_;
  std::vector<std::string> upstreams_;
  Disk disk_;
  Witness witness_;
  std::vector<std::string> faults_, partings_, violations_;
  std::unique_ptr<Life> life_;
};

}  // namespace dragoman::world
