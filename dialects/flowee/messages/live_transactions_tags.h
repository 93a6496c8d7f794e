// Body tags of service 2, LiveTransactions, beyond the common ones and the options of service 1
// (wire/flowee.md 9.3).
#pragma once

#include "dialects/flowee/messages/block_chain_tags.h"

namespace dragoman::flowee::live_transactions {

inline constexpr TagName kTxInTxId{20, "Tx_IN_TxId"};
inline constexpr TagName kOutIndex{21, "OutIndex"};
inline constexpr TagName kTxInputScript{22, "Tx_InputScript"};
inline constexpr TagName kOutputScript{23, "OutputScript"};
inline constexpr TagName kTxOutIndex{24, "Tx_Out_Index"};
inline constexpr TagName kTransaction{25, "Transaction"};
inline constexpr TagName kUnspentState{26, "UnspentState"};
inline constexpr TagName kDSProofId{27, "DSProofId"};
inline constexpr TagName kFirstSeenTime{28, "FirstSeenTime"};
inline constexpr TagName kMatchingOutIndex{29, "MatchingOutIndex"};
inline constexpr TagName kValidateOnly{30, "ValidateOnly"};
inline constexpr TagName kMempoolSize{60, "MempoolSize"};
inline constexpr TagName kMempoolBytes{61, "MempoolBytes"};
inline constexpr TagName kMempoolUsage{62, "MempoolUsage"};
inline constexpr TagName kMaxMempool{63, "MaxMempool"};
inline constexpr TagName kMempoolMinFee{64, "MempoolMinFee"};

}  // namespace dragoman::flowee::live_transactions
