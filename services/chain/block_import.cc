#include "services/chain/block_import.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace dragoman {
namespace {

constexpr std::size_t kStepBlocks =
    64;  // small enough for a prompt stop, large enough not to count
constexpr std::chrono::milliseconds kCongestedPause{5};

}  // namespace

Result<std::unique_ptr<BlockImport>> BlockImport::Open(ChainService& chain, std::string path,
                                                       std::size_t max_waiting_bytes) {
  const ChainParts& parts = chain.parts();
  Result<std::unique_ptr<BlockFile>> file = parts.format.OpenFile(path, parts.name);
  if (!file.ok()) return file.status();
  return std::unique_ptr<BlockImport>(
      new BlockImport(chain, std::move(path), std::move(*file), max_waiting_bytes));
}

BlockImport::BlockImport(ChainService& chain, std::string path, std::unique_ptr<BlockFile> file,
                         std::size_t max_waiting_bytes)
    : chain_(chain),
      path_(std::move(path)),
      file_(std::move(file)),
      waiting_(max_waiting_bytes),
      reported_(chain.parts().clock.Now()) {}

Result<BlockImport::State> BlockImport::Step(std::size_t blocks) {
  for (std::size_t i = 0; i < blocks && !outcome_.finished; ++i) {
    ReportSometimes();
    if (chain_.parts().shelf.Congested()) return State::kCongested;
    chain::FileBlock block;
    State state = NextBlock(block);
    Result<State> took = state == State::kFinished ? EndOfFile() : Take(std::move(block));
    if (!took.ok() || *took != State::kMore) return took;
  }
  return outcome_.finished ? State::kFinished : State::kMore;
}

BlockImport::State BlockImport::NextBlock(chain::FileBlock& block) {
  if (!ready_.empty()) {
    block = std::move(ready_.front());
    ready_.pop_front();
    return State::kMore;
  }
  Result<Slice> next = file_->Next();
  done_ = std::max(done_, file_->position());
  if (!next.ok()) {
    const Status& why = next.status();
    Broken(why.has_offset() ? why.offset() : file_->position(), why);
    return State::kFinished;
  }
  if (next->empty()) return State::kFinished;
  block.at = file_->position() - next->size();
  block.raw = std::move(*next);
  return State::kMore;
}

Result<BlockImport::State> BlockImport::Take(chain::FileBlock block) {
  const Result<BlockHeader> header = chain_.parts().format.ReadHeader(block.raw);
  if (!header.ok()) {
    Broken(block.at + (header.status().has_offset() ? header.status().offset() : 0),
           header.status());
    return State::kMore;
  }
  switch (chain_.StandingOf(*header)) {
    case ChainService::Standing::kKnown:
      if (first_pass_) ++outcome_.known;
      return State::kMore;
    case ChainService::Standing::kNoParent:
      if (!waiting_.Add(header->previous, std::move(block))) ++no_room_;
      return State::kMore;
    case ChainService::Standing::kFits:
      break;
  }
  const Result<chain::Accepted> accepted = chain_.Accept(block.raw, std::string());
  if (accepted.ok()) {
    ++outcome_.blocks;
    std::vector<chain::FileBlock> children = waiting_.Take(header->hash);
    ready_.insert(ready_.begin(), std::make_move_iterator(children.begin()),
                  std::make_move_iterator(children.end()));
    return State::kMore;
  }
  const Status& why = accepted.status();
  if (why.code() == Code::kOverload) {
    ready_.push_front(std::move(block));
    return State::kCongested;
  }
  if (why.fault() == FaultClass::kLocal) {
    ready_.push_front(std::move(block));
    return why;
  }
  Broken(block.at + (why.has_offset() ? why.offset() : 0), why);
  return State::kMore;
}

Result<BlockImport::State> BlockImport::EndOfFile() {
  const bool again = no_room_ > 0 && outcome_.blocks > blocks_before_;
  if (again) {
    const ChainParts& parts = chain_.parts();
    Result<std::unique_ptr<BlockFile>> file = parts.format.OpenFile(path_, parts.name);
    if (!file.ok()) return file.status();
    file_ = std::move(*file);
    waiting_.Clear();
    first_pass_ = false;
    no_room_ = 0;
    blocks_before_ = outcome_.blocks;
    return State::kMore;
  }
  const std::uint64_t left_out = waiting_.size() + no_room_;
  if (left_out > 0) {
    std::string& reason = outcome_.reason.emplace(outcome_.reason.value_or(""));
    if (!reason.empty()) reason += "; ";
    reason += std::to_string(left_out) + " blocks left out: their parent is neither here nor known";
  }
  outcome_.finished = true;
  Report();
  return State::kFinished;
}

// The first place counts: what follows is often its consequence.
void BlockImport::Broken(std::uint64_t at, const Status& why) {
  if (outcome_.broken_at.has_value()) return;
  outcome_.broken_at = at;
  const std::string path = why.Path();
  outcome_.reason = path.empty() ? why.Text() : path + ": " + why.Text();
}

void BlockImport::ReportSometimes() {
  if (chain_.parts().clock.Now() - reported_ >= chain::kReportInterval) Report();
}

void BlockImport::Report() {
  const ChainParts& parts = chain_.parts();
  reported_ = parts.clock.Now();
  event::Importing importing;
  importing.file = path_;
  importing.done = done_;
  importing.size = file_->size();
  importing.blocks = outcome_.blocks;
  importing.finished = outcome_.finished;
  if (outcome_.finished) {
    importing.broken_at = outcome_.broken_at;
    importing.reason = outcome_.reason;
  }
  Event event;
  event.network = parts.network;
  event.body = std::move(importing);
  parts.router.Publish(std::move(event));
}

Result<ImportOutcome> ImportFile(ChainService& chain, const std::string& path,
                                 const std::function<bool()>& stop) {
  Result<std::unique_ptr<BlockImport>> import = BlockImport::Open(chain, path);
  if (!import.ok()) return import.status();
  while (!(*import)->outcome().finished && !stop()) {
    const Result<BlockImport::State> state = (*import)->Step(kStepBlocks);
    if (!state.ok()) return state.status();
    if (*state == BlockImport::State::kCongested) std::this_thread::sleep_for(kCongestedPause);
  }
  return (*import)->outcome();
}

}  // namespace dragoman
