// Everything a dialect needs: one include.
#pragma once

#include "core/dialect/dialect.h"   // IWYU pragma: export
#include "core/dialect/registry.h"  // IWYU pragma: export
