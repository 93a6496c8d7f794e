// The recorded Flowee messages as the tests read them: every message of the files, in lines of whole messages.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "core/base/json.h"

namespace dragoman::flowee::vectors {

inline Json ReadVectorFile(const std::string& name) {
  const std::string path = std::string(DRAGOMAN_SOURCE_DIR "/tests/vectors/") + name;
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::stringstream text;
  text << file.rdbuf();
  Result<Json> json = Json::Parse(text.str());
  EXPECT_TRUE(json.ok()) << name << ": " << json.status().ToString();
  return json.ok() ? *json : Json();
}

inline ByteVector HexBytes(const std::string& hex) {
  Result<ByteVector> bytes = FromHex(hex);
  EXPECT_TRUE(bytes.ok()) << hex;
  return bytes.ok() ? *bytes : ByteVector();
}

// One message: its packets, and what the file says of them.
struct Recorded {
  std::string name;  // where in which file
  std::vector<ByteVector> packets;
  Json header;  // of the first packet
  Json body;    // null if the file does not give it whole

  ByteVector line() const {
    ByteVector all;
    for (const ByteVector& packet : packets) all.insert(all.end(), packet.begin(), packet.end());
    return all;
  }
};

// Pattern bodies are given by their range only.
inline ByteVector PacketBytes(const Json& packet) {
  if (packet.Find("hex") != nullptr) return HexBytes(packet["hex"].AsString());
  ByteVector bytes = HexBytes(packet["head_hex"].AsString());
  for (std::int64_t i = *packet["body_from"].Int64(); i < *packet["body_to"].Int64(); ++i) {
    bytes.push_back(static_cast<std::uint8_t>(i % 251));
  }
  return bytes;
}

// 0: no LastInSequence, 1: true, -1: false.
inline int LastInSequence(const Json& header) {
  for (const Json& token : header.AsArray()) {
    if (*token.AsArray()[0].Int64() == 4) return token.AsArray()[2].AsBool() ? 1 : -1;
  }
  return 0;
}

// Joins the packets of one list into messages.
inline void CollectMessages(const std::string& name, const Json& packets, std::vector<Recorded>& out) {
  Recorded open;
  for (const Json& packet : packets.AsArray()) {
    const int last = LastInSequence(packet["header"]);
    Recorded single;
    Recorded& message = last == 0 ? single : open;
    if (message.packets.empty()) {
      message.name = name + " #" + std::to_string(out.size());
      message.header = packet["header"];
      message.body = last == 0 ? packet["body"] : Json();
    }
    message.packets.push_back(PacketBytes(packet));
    if (last >= 0) {
      out.push_back(message);
      message = Recorded();
    }
  }
  EXPECT_TRUE(open.packets.empty()) << name << ": a sequence does not end";
}

// Every list of packets below `node`.
inline void CollectAll(const std::string& name, const Json& node, std::vector<Recorded>& out) {
  if (node.is_array() && !node.AsArray().empty() && node.AsArray()[0].Find("header") != nullptr) {
    CollectMessages(name, node, out);
    return;
  }
  if (node.is_array()) {
    for (std::size_t i = 0; i < node.AsArray().size(); ++i) {
      const Json& item = node.AsArray()[i];
      const std::string key = item["name"].is_string() ? item["name"].AsString() : std::to_string(i);
      CollectAll(name + "/" + key, item, out);
    }
  }
  for (const auto& [key, value] : node.AsObject()) {
    if (key != "behaviour") CollectAll(name + "/" + key, value, out);
  }
}

inline std::vector<Recorded> ReadAllMessages() {
  std::vector<Recorded> messages;
  for (const char* file : {"flowee.json", "flowee-chain.json"}) CollectAll(file, ReadVectorFile(file), messages);
  return messages;
}

// Both files, read once.
inline const std::vector<Recorded>& AllMessages() {
  static const std::vector<Recorded> kMessages = ReadAllMessages();
  return kMessages;
}

}  // namespace dragoman::flowee::vectors
