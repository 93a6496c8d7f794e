// Writes one message from its JSON fields, in as many packets as its body needs (docs/wire-tools.md).
#pragma once

#include "core/base/bytes.h"
#include "core/base/json.h"

namespace dragoman::flowee {

// `fields` is {"header": [...], "body": [...]}. ServiceId and MessageId missing from the header are filled in from
// `type` (which may be empty where they are there), HeaderEnd is added. A header with LastInSequence is that of a
// sequence's first packet; without it a body that is too large for one packet becomes a sequence.
Result<ByteVector> EncodeLine(std::string_view type, const Json& fields);

}  // namespace dragoman::flowee
