// BlockImport: reads a file of blocks into a chain, a few at a time, so that a node can stop in
// between.
//
// Idempotent: blocks that are known are passed over by their header, so that an import that was cut
// short goes on where it was. Blocks before their parent wait for it (up to kMaxWaitingBytes; if
// that is not enough the file is read again, as long as that helps). What is whole in a damaged
// file is imported. Publishes event::Importing about once a second and at the end. One thread.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "services/chain/chain_service.h"
#include "services/chain/waiting_blocks.h"

namespace dragoman {

struct ImportOutcome {
  std::uint64_t blocks = 0;  // new ones
  std::uint64_t known = 0;   // passed over
  bool finished = false;     // false: told to stop
  // Where the file is broken (bytes from its start) and why; a reason alone where blocks have no
  // parent.
  std::optional<std::uint64_t> broken_at;
  std::optional<std::string> reason;
};

class BlockImport {
 public:
  // A block file may be disordered by a few thousand blocks, but seldom by this much.
  static constexpr std::size_t kMaxWaitingBytes = 64 * MiB;

  // `chain` outlives the import. Errors: the format's (kUnsupported, kStorage, ...).
  static Result<std::unique_ptr<BlockImport>> Open(
      ChainService& chain, std::string path, std::size_t max_waiting_bytes = kMaxWaitingBytes);

  enum class State : std::uint8_t {
    kMore,       // call again
    kCongested,  // call again when the store has worked off what it has
    kFinished,
  };
  // Takes up to `blocks` blocks. Errors: local faults (kStorage, ...): what was taken is kept.
  Result<State> Step(std::size_t blocks);

  const ImportOutcome& outcome() const { return outcome_; }

 private:
  BlockImport(ChainService& chain, std::string path, std::unique_ptr<BlockFile> file,
              std::size_t max_waiting_bytes);

  // kFinished: there is none.
  State NextBlock(chain::FileBlock& block);
  Result<State> Take(chain::FileBlock block);
  // At the end of the file: reads it again if blocks that had no room may have a parent now.
  Result<State> EndOfFile();
  void Broken(std::uint64_t at, const Status& why);
  void ReportSometimes();
  void Report();

  ChainService& chain_;
  const std::string path_;
  std::unique_ptr<BlockFile> file_;
  chain::WaitingBlocks waiting_;
  std::deque<chain::FileBlock> ready_;  // to be taken before the next of the file
  bool first_pass_ = true;
  std::uint64_t no_room_ = 0;        // blocks of this pass
  std::uint64_t blocks_before_ = 0;  // outcome_.blocks when this pass began
  std::uint64_t done_ = 0;           // bytes
  Instant reported_;
  ImportOutcome outcome_;
};

// Imports on the calling thread until the end of the file or until `stop` says so (asked every few
// blocks). Waits while the store is congested.
Result<ImportOutcome> ImportFile(ChainService& chain, const std::string& path,
                                 const std::function<bool()>& stop);

}  // namespace dragoman
