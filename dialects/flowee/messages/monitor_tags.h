// Body tags that the monitors share beyond the common ones (wire/flowee.md 9.8, 9.11).
#pragma once

#include "dialects/flowee/messages/tag_name.h"

namespace dragoman::flowee::monitor {

inline constexpr TagName kErrorMessage{20, "ErrorMessage"};
inline constexpr TagName kResult{21, "Result"};
inline constexpr TagName kDoubleSpendProofData{22, "DoubleSpendProofData"};
inline constexpr TagName kTransactionData{23, "TransactionData"};

}  // namespace dragoman::flowee::monitor
