// The vector file of Chia as the tests read it, and its way to compare values.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/base/json.h"

namespace dragoman::chia::vectors {

inline std::string ReadTestFile(const std::string& name) {
  std::ifstream file(std::string(DRAGOMAN_SOURCE_DIR "/tests/") + name, std::ios::binary);
  EXPECT_TRUE(file.good()) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// tests/vectors/chia.json, read once.
inline const Json& File() {
  static const Json kFile = [] {
    Result<Json> json = Json::Parse(ReadTestFile("vectors/chia.json"));
    EXPECT_TRUE(json.ok()) << json.status().ToString();
    return json.ok() ? *json : Json();
  }();
  return kFile;
}

inline ByteVector HexBytes(std::string_view hex) {
  Result<ByteVector> bytes = FromHex(hex);
  EXPECT_TRUE(bytes.ok()) << hex;
  return bytes.ok() ? *bytes : ByteVector();
}

inline ByteVector HexBytes(const Json& hex) { return HexBytes(std::string_view(hex.AsString())); }
inline ByteVector HexBytes(const char* hex) { return HexBytes(std::string_view(hex)); }
inline ByteVector HexBytes(const std::string& hex) { return HexBytes(std::string_view(hex)); }

inline std::string WithoutPrefix(std::string text) { return text.starts_with("0x") ? text.substr(2) : text; }

// Integers by value, as numbers or text; hex without 0x; objects by their keys.
inline bool Same(const Json& file, const Json& ours) {
  if (file.is_array()) {
    if (!ours.is_array() || file.AsArray().size() != ours.AsArray().size()) return false;
    for (std::size_t i = 0; i < file.AsArray().size(); ++i) {
      if (!Same(file.AsArray()[i], ours.AsArray()[i])) return false;
    }
    return true;
  }
  if (file.is_object()) {
    if (!ours.is_object() || file.AsObject().size() != ours.AsObject().size()) return false;
    for (const auto& [key, value] : file.AsObject()) {
      const Json* mine = ours.Find(key);
      if (mine == nullptr || !Same(value, *mine)) return false;
    }
    return true;
  }
  if (file.is_integer() || file.is_string()) {
    const auto text = [](const Json& json) { return WithoutPrefix(json.is_string() ? json.AsString() : json.Dump()); };
    return (ours.is_string() || ours.is_integer()) && text(file) == text(ours);
  }
  return file == ours;
}

}  // namespace dragoman::chia::vectors
