// The dialects of this program: the one explicit list. A dialect registers itself by one function.
#pragma once

#include "dragoman/dialect.h"

namespace dragoman {

namespace chia {
Status Register(DialectRegistry& registry);
}
namespace flowee {
Status Register(DialectRegistry& registry);
}
namespace tiny {
Status Register(DialectRegistry& registry);
}

Status RegisterAll(DialectRegistry& registry);

}  // namespace dragoman
