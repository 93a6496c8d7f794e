#include "tests/unit/dialects/flowee/bitcoin/recorded_chain.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include "dialects/flowee/bitcoin/block_file.h"

namespace dragoman::flowee::bitcoin {

namespace {

std::vector<Slice> ReadBlocks() {
  std::vector<Slice> blocks;
  Result<std::unique_ptr<BlockFile>> file = OpenBlockFile(ChainFilePath(), *FindNetwork("regtest"));
  if (!file.ok()) return blocks;
  for (;;) {
    Result<Slice> block = (*file)->Next();
    if (!block.ok() || block->empty()) return blocks;
    blocks.push_back(*block);
  }
}

}  // namespace

std::string ChainFilePath() {
  return DRAGOMAN_SOURCE_DIR "/tests/data/flowee/regtest-116-blocks.dat";
}

const std::vector<Slice>& RecordedBlocks() {
  static const std::vector<Slice> blocks = ReadBlocks();
  return blocks;
}

const Json& RecordedVectors() {
  static const Json vectors =
      *Json::Parse(ReadFile(DRAGOMAN_SOURCE_DIR "/tests/vectors/flowee-chain.json"));
  return vectors;
}

const Json::Array& ReplyTokens(std::string_view name) {
  for (const Json& exchange : RecordedVectors()["exchanges"].AsArray()) {
    if (exchange["name"].AsString() != name) continue;
    const Json::Array& replies = exchange["reply"].AsArray();
    if (!replies.empty()) return replies.front()["body"].AsArray();
  }
  static const Json::Array none;
  return none;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

ScratchFile::ScratchFile(Bytes content) {
  path_ = (std::filesystem::temp_directory_path() / "dragoman-blocks-XXXXXX").string();
  const int descriptor = mkstemp(path_.data());
  if (descriptor < 0) std::abort();
  close(descriptor);
  std::ofstream(path_, std::ios::binary) << AsText(content);
}

ScratchFile::~ScratchFile() { unlink(path_.c_str()); }

}  // namespace dragoman::flowee::bitcoin
