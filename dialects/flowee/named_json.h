// The reader's form of a message's body: an object with the field names of wire/flowee.md 9.
#pragma once

#include "core/base/json.h"
#include "core/wire/codec.h"

namespace dragoman::flowee {

// A field that may repeat is always a list, another one only if it came more than once; Separators are left out;
// unknown tags go by their number. `body` up to its first broken token.
Json NamedFields(NativeType native, Bytes body);

}  // namespace dragoman::flowee
