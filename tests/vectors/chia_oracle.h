// Cases that the reference's own packages judged: tests/data/chia, or the folder that DRAGOMAN_CHIA_CASES names
// (tests/interop/chia/oracle.py writes them).
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/hex.h"

namespace dragoman::chia::vectors {

using Words = std::vector<std::string>;

inline std::vector<Words> OracleCases(const std::string& kind) {
  const char* fresh = std::getenv("DRAGOMAN_CHIA_CASES");
  const std::string path = std::string(fresh ? fresh : DRAGOMAN_SOURCE_DIR "/tests/data/chia") + "/" + kind + ".txt";
  std::ifstream file(path);
  std::vector<Words> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    Words& of_case = cases.emplace_back();
    for (std::string word; words >> word;) of_case.push_back(word);
  }
  EXPECT_FALSE(cases.empty()) << path;
  return cases;
}

// `-` is the empty string.
inline ByteVector HexWord(const std::string& word) {
  if (word == "-") return {};
  Result<ByteVector> bytes = FromHex(word);
  EXPECT_TRUE(bytes.ok()) << word;
  return bytes.ok() ? *bytes : ByteVector();
}

template <std::size_t N>
ByteArray<N> Fixed(const std::string& word) {
  const ByteVector bytes = HexWord(word);
  EXPECT_EQ(bytes.size(), N) << word;
  ByteArray<N> array{};
  std::copy_n(bytes.begin(), std::min(N, bytes.size()), array.begin());
  return array;
}

}  // namespace dragoman::chia::vectors
