#include "dialects/flowee/bitcoin/pool_memory.h"

namespace dragoman::flowee::bitcoin {
namespace {

// The sizes of the Hub's objects on a 64-bit machine, so that the sums agree with what was
// recorded.
constexpr std::uint64_t kEntryBytes = 576;
constexpr std::uint64_t kSpendBytes = 112;  // in the map of what is spent
constexpr std::uint64_t kInputBytes = 72;
constexpr std::uint64_t kOutputBytes = 40;
constexpr std::size_t kScriptWithin = 28;  // shorter scripts need no block of their own

// A heap block: sixteens, with the allocator's own words.
constexpr std::uint64_t HeapBlock(std::uint64_t bytes) {
  return bytes == 0 ? 0 : (bytes + 31) / 16 * 16;
}

std::uint64_t ScriptBlock(Bytes script) {
  return script.size() > kScriptWithin ? HeapBlock(script.size()) : 0;
}

}  // namespace

std::uint64_t PoolMemory(const Transaction& transaction) {
  std::uint64_t memory = kEntryBytes + kSpendBytes * transaction.inputs.size();
  memory += HeapBlock(kInputBytes * transaction.inputs.size());
  memory += HeapBlock(kOutputBytes * transaction.outputs.size());
  for (const Input& input : transaction.inputs) memory += ScriptBlock(input.script);
  for (const BlockOutput& output : transaction.outputs) memory += ScriptBlock(output.script);
  return memory;
}

}  // namespace dragoman::flowee::bitcoin
