#include "dialects/flowee/bitcoin/address.h"

#include <algorithm>

#include "core/base/writer.h"
#include "dialects/flowee/bitcoin/opcode_walk.h"

namespace dragoman::flowee::bitcoin {

Result<Address> ParseAddress(std::string_view text, const Network& network) {
  Result<ByteVector> bytes = DecodeBase58Check(text);
  if (!bytes.ok()) return bytes.status();
  Address address;
  if (bytes->size() != 1 + address.hash.size()) {
    return Status(Code::kBadRequest, "an address holds 21 bytes, this text {}", bytes->size());
  }
  const std::uint8_t version = bytes->front();
  if (version != network.key_hash_version && version != network.script_hash_version) {
    return Status(Code::kBadRequest, "an address of another network (version {})", version)
        .Next("Use an address of the network of this node.");
  }
  address.kind =
      version == network.key_hash_version ? Address::Kind::kKeyHash : Address::Kind::kScriptHash;
  std::copy(bytes->begin() + 1, bytes->end(), address.hash.begin());
  return address;
}

std::string FormatAddress(const Address& address, const Network& network) {
  ByteVector bytes;
  Writer writer(bytes);
  writer.U8(address.kind == Address::Kind::kKeyHash ? network.key_hash_version
                                                    : network.script_hash_version);
  writer.Raw(address.hash);
  return EncodeBase58Check(bytes);
}

ByteVector ScriptFor(const Address& address) {
  const bool key_hash = address.kind == Address::Kind::kKeyHash;
  ByteVector script;
  Writer writer(script);
  writer.Reserve(address.hash.size() + 5);
  if (key_hash) writer.U8(op::kDup);
  writer.U8(op::kHash160);
  writer.U8(static_cast<std::uint8_t>(address.hash.size()));
  writer.Raw(address.hash);
  writer.U8(key_hash ? op::kEqualVerify : op::kEqual);
  if (key_hash) writer.U8(op::kCheckSig);
  return script;
}

}  // namespace dragoman::flowee::bitcoin
