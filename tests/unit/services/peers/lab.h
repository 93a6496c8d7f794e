// What the tests of the peers service share.
#pragma once

#include <gtest/gtest.h>

#include "services/peers/address_book.h"

namespace dragoman::peers {

constexpr std::int64_t kNow = 1'700'000'000;
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 86'400;

inline IpAddress Ip(std::string_view text) { return IpAddress::Parse(text).value(); }
inline Endpoint At(std::string_view text) { return Endpoint::Parse(text).value(); }
// Of many, each in a group of its own: 1.0.0.1, 1.1.0.1, …
inline Endpoint NodeAt(unsigned number, std::uint16_t port = 8444) {
  Endpoint endpoint = At("1.0.0.1:1");
  endpoint.ip.bytes[12] = static_cast<std::uint8_t>(1 + number / 256);
  endpoint.ip.bytes[13] = static_cast<std::uint8_t>(number);
  endpoint.port = port;
  return endpoint;
}

inline AddressBook MakeBook(std::uint64_t seed = 1, bool private_addresses = false) {
  return {SecretOf(seed), SecretOf(seed + 1000), private_addresses};
}

class MemoryBook final : public BookShelf {
 public:
  Result<std::vector<SavedAddress>> Load() override {
    std::vector<SavedAddress> all;
    for (const auto& [address, note] : notes) all.push_back(*SavedAddress::Read(address, note));
    return all;
  }
  Status Put(const SavedAddress& address) override {
    if (room == 0) return Status(Code::kOverload, "full");
    --room;
    notes[address.entry.endpoint.ToString()] = address.Note().Dump();
    return Ok();
  }
  Status Forget(const Endpoint& endpoint) override {
    notes.erase(endpoint.ToString());
    return Ok();
  }
  Result<std::string> Secret() override {
    if (secret.empty()) return Status(Code::kNotFound, "none yet");
    return secret;
  }
  Status KeepSecret(const std::string& hex) override {
    secret = hex;
    return Ok();
  }

  std::map<std::string, std::string> notes;
  std::string secret;
  std::size_t room = 1'000'000;  // puts until it is full
};

}  // namespace dragoman::peers
