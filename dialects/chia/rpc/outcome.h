// Outcome: an answer of the RPC, or a failure in the words of Chia's tools (wire/chia.md 19.1). Both travel as HTTP 200.
#pragma once

#include <string>
#include <variant>

#include "dialects/chia/rpc/json_text.h"

namespace dragoman::chia::rpc {

struct Failure {
  std::string code;     // "BLOCK_NOT_FOUND"
  std::string error;    // a sentence with what it is about
  std::string message;  // the same without that; empty: the whole sentence
  JsonText data = {};
};

// What the reference says where no code of its own fits.
inline Failure Unknown(std::string error) { return {"UNKNOWN", std::move(error), {}}; }
inline Failure Unknown(const Status& why) { return Unknown(why.ToString()); }

// Something that could not be done, without a structured error.
struct Declined {
  JsonText answer;
};

using Outcome = std::variant<JsonText, Failure, Declined>;

// The whole answer, `success` included.
std::string TextOf(Outcome outcome);

}  // namespace dragoman::chia::rpc
