// How Flowee names messages: a service id and a message id, both signed 32-bit numbers, packed into one
// NativeType (wire/flowee.md 4.1, 8.5).
#pragma once

#include "core/wire/codec.h"

namespace dragoman::flowee {

inline constexpr std::int32_t kUnsetMessage = -1;  // 4.5

namespace service {
inline constexpr std::int32_t kApi = 0;
inline constexpr std::int32_t kBlockChain = 1;
inline constexpr std::int32_t kLiveTransactions = 2;
inline constexpr std::int32_t kUtil = 3;
inline constexpr std::int32_t kRegTest = 4;
inline constexpr std::int32_t kMining = 5;
inline constexpr std::int32_t kHubControl = 16;
inline constexpr std::int32_t kAddressMonitor = 17;
inline constexpr std::int32_t kBlockNotification = 18;
inline constexpr std::int32_t kIndexer = 19;
inline constexpr std::int32_t kTransactionMonitor = 20;
inline constexpr std::int32_t kDoubleSpendNotification = 21;
inline constexpr std::int32_t kSystem = 126;
inline constexpr std::int32_t kLegacyP2P = 4096;
}  // namespace service

constexpr NativeType PackNative(std::int32_t service, std::int32_t message) {
  return NativeType{static_cast<std::uint32_t>(service)} << 32 | static_cast<std::uint32_t>(message);
}
constexpr std::int32_t ServiceOf(NativeType native) { return static_cast<std::int32_t>(native >> 32); }
constexpr std::int32_t MessageOf(NativeType native) { return static_cast<std::int32_t>(native & 0xffffffff); }

// Pings and pongs have no message id on the wire (6); inside they go by the header tag that makes them.
inline constexpr NativeType kPing = PackNative(service::kSystem, 5);
inline constexpr NativeType kPong = PackNative(service::kSystem, 6);

// The answer to Unsubscribe and the notification TransactionFound share id 3 of AddressMonitor; tag 21 tells
// them apart (9.8). Inside, the answer goes by an id that no packet can carry (4.3).
inline constexpr std::int32_t kMonitorSharedMessage = 3;
inline constexpr std::uint32_t kMonitorResultTag = 21;
inline constexpr NativeType kUnsubscribeReply = PackNative(service::kAddressMonitor, 2147483647);

// The native type of a message that came with these ids and this body.
NativeType NativeOf(std::int32_t service, std::int32_t message, Bytes body);
// The message id to send.
constexpr std::int32_t WireMessageOf(NativeType native) {
  return native == kUnsubscribeReply ? kMonitorSharedMessage : MessageOf(native);
}

}  // namespace dragoman::flowee
