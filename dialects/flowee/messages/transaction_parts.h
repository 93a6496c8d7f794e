// Readers over the part of a reply that describes one transaction: all its inputs, then all its outputs
// (wire/flowee.md 9.2, GetBlock reply; the tags are the same in service 2). They borrow the record.
#pragma once

#include <optional>

#include "dialects/flowee/messages/block_chain_tags.h"
#include "dialects/flowee/token_reader.h"

namespace dragoman::flowee {

// Of a coinbase in a block only the script is sent; GetTransaction sends all three, with index -1.
struct InputPart {
  std::optional<Bytes> tx_id;
  std::optional<std::int64_t> index;
  std::optional<Bytes> script;
};

class InputParts {
 public:
  explicit InputParts(Bytes record) : tokens_(record) {}
  bool Next();
  const InputPart& input() const { return input_; }

 private:
  TokenReader tokens_;
  InputPart input_;
};

struct OutputPart {
  std::int64_t index = 0;
  std::optional<std::uint64_t> amount;
  std::optional<Bytes> script;
  std::optional<Bytes> address;
  std::optional<Bytes> script_hash;
};

class OutputParts {
 public:
  explicit OutputParts(Bytes record) : tokens_(record) {}
  bool Next();
  const OutputPart& output() const { return output_; }

 private:
  TokenReader tokens_;
  OutputPart output_;
  std::optional<std::int64_t> next_index_;  // seen: the token that begins the next output
};

}  // namespace dragoman::flowee
