#include "dialects/flowee/native.h"

#include "dialects/flowee/token_reader.h"

namespace dragoman::flowee {

NativeType NativeOf(std::int32_t service, std::int32_t message, Bytes body) {
  const bool shared = service == service::kAddressMonitor && message == kMonitorSharedMessage;
  if (shared && HasTag(body, kMonitorResultTag)) return kUnsubscribeReply;
  return PackNative(service, message);
}

}  // namespace dragoman::flowee
