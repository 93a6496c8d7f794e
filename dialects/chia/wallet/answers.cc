#include "dialects/chia/wallet/answers.h"

namespace dragoman::chia {

void AddWalletAnswers(Dialect&) {}

}  // namespace dragoman::chia
