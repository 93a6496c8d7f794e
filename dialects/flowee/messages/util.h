// Service 3, Util (wire/flowee.md 9.4).
#pragma once

#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::util {

struct CreateAddress : ToServer<CreateAddress> {
  static constexpr NativeType kType = PackNative(service::kUtil, 0);
  static constexpr std::string_view kName = "Util.CreateAddress";

  static void Tags(auto&, auto&) {}
};

struct CreateAddressReply : ToClient<CreateAddressReply> {
  static constexpr NativeType kType = PackNative(service::kUtil, 1);
  static constexpr std::string_view kName = "Util.CreateAddressReply";

  ByteArray<20> public_key_hash{};
  ByteArray<32> private_key{};

  static void Tags(auto& visit, auto& m) {
    visit(common::kBitcoinP2PKHAddress, m.public_key_hash);
    visit(common::kPrivateKey, m.private_key);
  }
};

// The address is base58 text; of several the first counts.
struct ValidateAddress : ToServer<ValidateAddress> {
  static constexpr NativeType kType = PackNative(service::kUtil, 2);
  static constexpr std::string_view kName = "Util.ValidateAddress";

  std::optional<std::string> address;

  static void Tags(auto& visit, auto& m) { visit(common::kBitcoinP2PKHAddress, m.address, Rule::kFirstCounts); }
};

struct ValidateAddressReply : ToClient<ValidateAddressReply> {
  static constexpr NativeType kType = PackNative(service::kUtil, 3);
  static constexpr std::string_view kName = "Util.ValidateAddressReply";
  static constexpr TagName kScriptPubKey{20, "ScriptPubKey"};
  static constexpr TagName kIsValid{21, "IsValid"};

  bool is_valid = false;
  std::string address;
  Slice script;

  static void Tags(auto& visit, auto& m) {
    visit(kIsValid, m.is_valid);
    visit(common::kBitcoinP2PKHAddress, m.address);
    visit(kScriptPubKey, m.script);
  }
};

}  // namespace dragoman::flowee::util
