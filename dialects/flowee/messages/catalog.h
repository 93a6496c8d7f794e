// The catalog: every message of wire/flowee.md 9 with its name and its fields.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/wire/body_codec.h"
#include "dialects/flowee/messages/tag_name.h"
#include "dialects/flowee/native.h"

namespace dragoman::flowee {

struct MessageInfo {
  NativeType native = 0;  // as the codec gives it
  std::string_view name;  // "BlockChain.GetBlock"
  std::vector<Field> fields;
  BodyCodec codec;
  ByteVector (*arbitrary)(std::uint64_t seed) = nullptr;  // none where the body is more than a list of tags
};

// All messages by service and id. Built at the first use, const afterwards.
const std::vector<MessageInfo>& Catalog();
// The message's entry, or nullptr.
const MessageInfo* FindInfo(NativeType native);

// "BlockChain.GetBlock", by number where there is no name: "API.9", "40.3", "40.-1". The body tells messages of
// one id apart (native.h).
std::string NameOf(std::int32_t service, std::int32_t message, Bytes body);
// The inverse; kUsage with the known names for anything else. Ids in place of names are taken, too.
Result<NativeType> FindType(std::string_view name);

// The field's name and whether it may repeat in this message. Tags of the service that the message does not list
// are found, too; nullptr for unknown ones and for Separators.
const Field* FindField(NativeType native, std::uint32_t tag);

}  // namespace dragoman::flowee
