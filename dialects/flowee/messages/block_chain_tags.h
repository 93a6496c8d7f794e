// Body tags of service 1, BlockChain, and the options that service 2 shares (wire/flowee.md 9.2).
#pragma once

#include "dialects/flowee/messages/tag_name.h"

namespace dragoman::flowee::block_chain {

inline constexpr TagName kGenericByteData{1, "GenericByteData"};
inline constexpr TagName kTxOutAddress{2, "Tx_Out_Address"};
inline constexpr TagName kTxId{4, "TxId"};
inline constexpr TagName kBlockHash{5, "BlockHash"};
inline constexpr TagName kTxOutAmount{6, "Tx_Out_Amount"};
inline constexpr TagName kBlockHeight{7, "BlockHeight"};
inline constexpr TagName kTxOffsetInBlock{8, "Tx_OffsetInBlock"};
inline constexpr TagName kTxOutScriptHash{9, "Tx_Out_ScriptHash"};
inline constexpr TagName kTxInTxId{20, "Tx_IN_TxId"};
inline constexpr TagName kTxInOutIndex{21, "Tx_IN_OutIndex"};
inline constexpr TagName kTxInputScript{22, "Tx_InputScript"};
inline constexpr TagName kTxOutputScript{23, "Tx_OutputScript"};
inline constexpr TagName kTxOutIndex{24, "Tx_Out_Index"};
inline constexpr TagName kTxFees{25, "Tx_Fees"};
inline constexpr TagName kFilterOnScriptType{39, "FilterOnScriptType"};
inline constexpr TagName kReuseAddressFilter{40, "ReuseAddressFilter"};
inline constexpr TagName kSetFilterScriptHash{41, "SetFilterScriptHash"};
inline constexpr TagName kAddFilterScriptHash{42, "AddFilterScriptHash"};
inline constexpr TagName kIncludeTxId{43, "Include_TxId"};
inline constexpr TagName kIncludeOffsetInBlock{44, "Include_OffsetInBlock"};
inline constexpr TagName kFullTransactionData{45, "FullTransactionData"};
inline constexpr TagName kIncludeInputs{46, "Include_Inputs"};
inline constexpr TagName kIncludeOutputAmounts{47, "Include_OutputAmounts"};
inline constexpr TagName kIncludeOutputScripts{48, "Include_OutputScripts"};
inline constexpr TagName kIncludeOutputs{49, "Include_Outputs"};
inline constexpr TagName kIncludeOutputAddresses{50, "Include_OutputAddresses"};
inline constexpr TagName kIncludeOutputScriptHash{51, "Include_OutputScriptHash"};
inline constexpr TagName kFilterOutputIndex{52, "FilterOutputIndex"};
inline constexpr TagName kIncludeTxFee{53, "Include_TxFee"};
inline constexpr TagName kVerbose{60, "Verbose"};
inline constexpr TagName kSize{61, "Size"};
inline constexpr TagName kVersion{62, "Version"};
inline constexpr TagName kTime{63, "Time"};
inline constexpr TagName kDifficulty{64, "Difficulty"};
inline constexpr TagName kMedianTime{65, "MedianTime"};
inline constexpr TagName kChainWork{66, "ChainWork"};
inline constexpr TagName kChain{67, "Chain"};
inline constexpr TagName kBlocks{68, "Blocks"};
inline constexpr TagName kHeaders{69, "Headers"};
inline constexpr TagName kBestBlockHash{70, "BestBlockHash"};
inline constexpr TagName kVerificationProgress{71, "VerificationProgress"};
inline constexpr TagName kConfirmations{72, "Confirmations"};
inline constexpr TagName kMerkleRoot{73, "MerkleRoot"};
inline constexpr TagName kNonce{74, "Nonce"};
inline constexpr TagName kBits{75, "Bits"};
inline constexpr TagName kPrevBlockHash{76, "PrevBlockHash"};
inline constexpr TagName kNextBlockHash{77, "NextBlockHash"};

}  // namespace dragoman::flowee::block_chain
