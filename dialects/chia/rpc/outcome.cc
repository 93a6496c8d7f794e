#include "dialects/chia/rpc/outcome.h"

namespace dragoman::chia::rpc {

std::string TextOf(Outcome outcome) {
  if (auto* answer = std::get_if<JsonText>(&outcome)) return answer->Set("success", true).text();
  if (auto* declined = std::get_if<Declined>(&outcome)) return declined->answer.Set("success", false).text();
  const auto& failure = std::get<Failure>(outcome);
  JsonText structured;
  structured.Set("code", failure.code)
      .Set("message", failure.message.empty() ? failure.error : failure.message)
      .Set("data", failure.data);
  JsonText answer;
  answer.Set("success", false)
      .Set("error", failure.error)
      .Set("traceback", "")  // there are no exceptions here that could leave one
      .Set("structuredError", structured);
  return answer.text();
}

}  // namespace dragoman::chia::rpc
