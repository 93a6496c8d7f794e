// The block that a request names, as the chain is asked for it.
#pragma once

#include "core/router/chain.h"
#include "dialects/flowee/messages/block_names.h"

namespace dragoman::flowee {

// nullopt for a hash that has not 32 bytes: it names nothing.
std::optional<chain::BlockQuery> QueryFor(const block_chain::BlockName& name);

}  // namespace dragoman::flowee
