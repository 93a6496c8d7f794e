// What a full node answers a wallet (wire/chia.md 17).
#pragma once

#include "dragoman/dialect.h"

namespace dragoman::chia {

void AddWalletAnswers(Dialect& chia);

}  // namespace dragoman::chia
