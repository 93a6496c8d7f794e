// Everything a service needs: one include.
#pragma once

#include "core/base/executor.h"  // IWYU pragma: export
#include "core/router/chain.h"   // IWYU pragma: export
#include "core/router/pool.h"    // IWYU pragma: export
#include "core/router/router.h"  // IWYU pragma: export
#include "core/router/user.h"    // IWYU pragma: export
