#include "dialects/flowee/bitcoin/header.h"

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/field_reader.h"

namespace dragoman::flowee::bitcoin {

Result<Header> ParseHeader(Bytes block) {
  FieldReader reader(block);
  Header header;
  header.version = static_cast<std::int32_t>(reader.U32("version"));
  header.previous = reader.Hash("previous");
  header.merkle_root = reader.Hash("merkle_root");
  header.time = reader.U32("time");
  header.bits = reader.U32("bits");
  header.nonce = reader.U32("nonce");
  if (!reader.ok()) {
    Status why = reader.status();
    return why.In("header");
  }
  header.hash = DoubleSha256(block.first(kHeaderBytes));
  return header;
}

void WriteHeader(Writer& writer, const Header& header) {
  constexpr auto kLittle = std::endian::little;
  writer.U32(static_cast<std::uint32_t>(header.version), kLittle);
  writer.Raw(header.previous);
  writer.Raw(header.merkle_root);
  writer.U32(header.time, kLittle);
  writer.U32(header.bits, kLittle);
  writer.U32(header.nonce, kLittle);
}

}  // namespace dragoman::flowee::bitcoin
