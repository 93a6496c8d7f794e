// Service 1, BlockChain: GetTransaction, a transaction named by its block and its place there (wire/flowee.md 9.2).
#pragma once

#include "dialects/flowee/messages/block_names.h"
#include "dialects/flowee/messages/tag_list.h"
#include "dialects/flowee/messages/transaction_options.h"
#include "dialects/flowee/messages/transaction_parts.h"

namespace dragoman::flowee::block_chain {

struct GetTransaction : TokenList<GetTransaction> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 12);
  static constexpr std::string_view kName = "BlockChain.GetTransaction";
  static constexpr Field kFields[] = {{kBlockHash},
                                      {kBlockHeight},
                                      {kTxOffsetInBlock},
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

struct TransactionQuestion {
  std::optional<BlockName> block;  // borrowed from the request
  std::optional<std::int64_t> offset_in_block;
  TransactionOptions options;      // the offset is off by default

  static TransactionQuestion Of(Bytes request);
};

struct GetTransactionReply : TokenList<GetTransactionReply> {
  static constexpr NativeType kType = PackNative(service::kBlockChain, 13);
  static constexpr std::string_view kName = "BlockChain.GetTransactionReply";
  static constexpr Field kFields[] = {{kTxId},
                                      {kTxOffsetInBlock},
                                      {kTxFees},
                                      {kTxInTxId, kRepeats},
                                      {kTxInOutIndex, kRepeats},
                                      {kTxInputScript, kRepeats},
                                      {kTxOutIndex, kRepeats},
                                      {kTxOutAmount, kRepeats},
                                      {kTxOutputScript, kRepeats},
                                      {kTxOutAddress, kRepeats},
                                      {kTxOutScriptHash, kRepeats},
                                      {kGenericByteData}};
};

// The single values of a GetTransactionReply; its whole body serves InputParts and OutputParts.
struct TransactionAnswer {
  std::optional<Slice> tx_id;
  std::optional<std::uint64_t> offset_in_block;
  std::optional<std::uint64_t> fees;
  std::optional<Slice> full;

  static Result<TransactionAnswer> Of(Slice reply);
};

}  // namespace dragoman::flowee::block_chain
