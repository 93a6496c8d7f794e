#include "dialects/dialects.h"

namespace dragoman {

Status RegisterAll(DialectRegistry& registry) {
  DRAGOMAN_TRY(chia::Register(registry));
  DRAGOMAN_TRY(flowee::Register(registry));
  DRAGOMAN_TRY(tiny::Register(registry));
  return Ok();
}

}  // namespace dragoman
