// The chain of 116 regtest blocks and what a reference Hub said about it, for the tests of this
// folder.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/slice.h"

namespace dragoman::flowee::bitcoin {

// tests/data/flowee/regtest-116-blocks.dat.
std::string ChainFilePath();
// Its blocks in file order, which is the order of heights.
const std::vector<Slice>& RecordedBlocks();
// tests/vectors/flowee-chain.json.
const Json& RecordedVectors();
// The tokens [tag, type, value] of the first reply of the exchange with this name.
const Json::Array& ReplyTokens(std::string_view name);

std::string ReadFile(const std::string& path);
// A file that is gone when the test ends.
class ScratchFile {
 public:
  explicit ScratchFile(Bytes content);
  ~ScratchFile();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace dragoman::flowee::bitcoin
