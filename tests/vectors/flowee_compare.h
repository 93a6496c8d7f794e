// Recorded packets against ours.
#pragma once

#include <set>

#include "dialects/flowee/token_reader.h"
#include "dialects/flowee/token_writer.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee::vectors {

inline ByteVector Joined(const Json& packets) {
  ByteVector all;
  for (const Json& packet : packets.AsArray()) {
    const ByteVector bytes = PacketBytes(packet);
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return all;
}

// One packet with the values of the `undefined` tags of its body blanked.
inline ByteVector Masked(const ByteVector& packet, const std::set<std::uint32_t>& undefined) {
  if (undefined.empty() || packet.size() < 2) return packet;
  ByteVector masked;
  Writer out(masked);
  TokenReader tokens(Bytes(packet).subspan(2));
  bool body = false;
  while (tokens.Next()) {
    const Token& token = tokens.token();
    if (body && undefined.contains(token.tag)) {
      PutBytes(out, token.tag, {});
    } else {
      PutToken(out, token);
    }
    body = body || token.tag == 0;
  }
  return masked;
}

// A packet that is built by hand: its tokens, header first.
template <class Put>
ByteVector Packet(Put put) {
  ByteVector packet(2);
  Writer out(packet);
  put(out);
  out.Put(0, packet.size(), 2, std::endian::little);
  return packet;
}

}  // namespace dragoman::flowee::vectors
