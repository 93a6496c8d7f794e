// Service 1, BlockChain: GetBlock (wire/flowee.md 9.2). Request and reply are token lists with readers.
#pragma once

#include "dialects/flowee/messages/block_names.h"
#include "dialects/flowee/messages/tag_list.h"
#include "dialects/flowee/messages/transaction_options.h"
#include "dialects/flowee/messages/transaction_parts.h"

namespace dragoman::flowee::block_chain {

struct GetBlock : TokenList<GetBlock> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 4);
  static constexpr std::string_view kName = "BlockChain.GetBlock";
  static constexpr Field kFields[] = {{kGenericByteData},
                                      {kBlockHash},
                                      {kBlockHeight},
                                      {kFilterOnScriptType},
                                      {kReuseAddressFilter},
                                      {kSetFilterScriptHash},
                                      {kAddFilterScriptHash, kRepeats},
                                      {kIncludeTxId},
                                      {kIncludeOffsetInBlock},
                                      {kFullTransactionData},
                                      {kIncludeInputs},
                                      {kIncludeOutputAmounts},
                                      {kIncludeOutputScripts},
                                      {kIncludeOutputs},
                                      {kIncludeOutputAddresses},
                                      {kIncludeOutputScriptHash},
                                      {kFilterOutputIndex, kRepeats},
                                      {kIncludeTxFee}};
};

// What a GetBlock request asks for in the end; the filter's steps are read with FilterSteps.
struct BlockQuestion {
  std::optional<BlockName> block;  // the last name; borrowed from the request
  bool by_address = false;         // 40 says it, 41 and 42 switch it on; the last one counts
  std::uint64_t script_types = 0;  // bits of 39
  TransactionOptions options;      // 52 and 53 have no effect here; the offset is on by default

  static BlockQuestion Of(Bytes request);
};

// The steps that a GetBlock request takes with the filter of its connection, in order.
class FilterSteps {
 public:
  explicit FilterSteps(Bytes request) : tokens_(request) {}
  bool Next();
  // The step empties the filter first.
  bool replaces() const { return replaces_; }
  Bytes script_hash() const { return script_hash_; }  // of whatever size came

 private:
  TokenReader tokens_;
  bool replaces_ = false;
  Bytes script_hash_;
};

struct GetBlockReply : TokenList<GetBlockReply> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 5);
  static constexpr std::string_view kName = "BlockChain.GetBlockReply";
  static constexpr Field kFields[] = {{kBlockHeight},
                                      {kBlockHash},
                                      {kTxOffsetInBlock, kRepeats},
                                      {kTxId, kRepeats},
                                      {kTxInTxId, kRepeats},
                                      {kTxInOutIndex, kRepeats},
                                      {kTxInputScript, kRepeats},
                                      {kTxOutIndex, kRepeats},
                                      {kTxOutAmount, kRepeats},
                                      {kTxOutputScript, kRepeats},
                                      {kTxOutAddress, kRepeats},
                                      {kTxOutScriptHash, kRepeats},
                                      {kGenericByteData, kRepeats}};
};

// Walks the transactions of a GetBlockReply.
class BlockTransactions {
 public:
  explicit BlockTransactions(Slice reply);

  std::int64_t height() const { return height_; }
  Bytes block_hash() const { return block_hash_; }

  // Moves to the next transaction; false at the end and after an error.
  bool Next();
  std::optional<std::uint64_t> offset_in_block() const { return offset_; }
  Bytes tx_id() const { return tx_id_; }         // empty unless asked for
  const Slice& full() const { return full_; }    // empty unless asked for
  // The tokens of this transaction, for InputParts and OutputParts.
  Bytes record() const { return record_; }
  // Also tells of a last transaction without its Separator.
  const Status& status() const { return tokens_.ok() ? unfinished_ : tokens_.status(); }

 private:
  const Slice reply_;
  TokenReader tokens_;
  std::int64_t height_ = 0;
  Bytes block_hash_;
  std::optional<std::uint64_t> offset_;
  Bytes tx_id_;
  Slice full_;
  Bytes record_;
  Status unfinished_;
};

}  // namespace dragoman::flowee::block_chain
