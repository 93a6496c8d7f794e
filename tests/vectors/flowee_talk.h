// Builds requests and reads errors by hand, for what was not recorded.
#pragma once

#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/messages/api.h"
#include "dialects/flowee/packet_framer.h"
#include "tests/vectors/flowee_compare.h"

namespace dragoman::flowee {

// A request with RequestId 1 as it goes over the wire, as a sequence if it is long.
template <Message M>
ByteVector Request(const M& message) {
  ByteVector body;
  Writer writer(body);
  WriteMessage(message, writer);
  Envelope envelope;
  envelope.native = M::kType;
  envelope.id = 1;
  envelope.body = Slice::View(body);
  ByteVector packets;
  Writer out(packets);
  EXPECT_TRUE(FloweeCodec().Seal(envelope, out).ok());
  return packets;
}

// The messages in what was heard.
inline std::vector<Envelope> Messages(Bytes heard) {
  std::vector<Envelope> messages;
  FloweeCodec codec;
  const Slice all = Slice::Copy(heard);
  for (std::size_t at = 0; at + 2 <= all.size();) {
    const std::size_t size = all[at] | std::size_t{all[at + 1]} << 8;
    auto opened = codec.Open(all.Sub(at, size), 2);
    EXPECT_TRUE(opened.ok()) << opened.status().ToString();
    if (opened.ok() && opened->has_value()) messages.push_back((*opened)->Owned());
    at += size;
  }
  return messages;
}

// The reason of the one CommandFailed that was heard; a list of message types if it was something
// else.
inline std::string ReasonIn(Bytes heard) {
  const std::vector<Envelope> messages = Messages(heard);
  if (messages.size() == 1 && messages[0].native == api::CommandFailed::kType) {
    return api::CommandFailed::Read(messages[0].body)->reason;
  }
  std::string types;
  for (const Envelope& message : messages) types += std::to_string(message.native) + ' ';
  return types;
}

// The one message of this kind that was heard.
template <Message M>
M Only(Bytes heard) {
  const std::vector<Envelope> messages = Messages(heard);
  EXPECT_EQ(messages.size(), 1u);
  if (messages.empty() || messages[0].native != M::kType) {
    ADD_FAILURE() << "heard " << ReasonIn(heard);
    return M();
  }
  Result<M> read = M::Read(messages[0].body);
  EXPECT_TRUE(read.ok()) << read.status().ToString();
  return read.ok() ? *read : M();
}

}  // namespace dragoman::flowee
