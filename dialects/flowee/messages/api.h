// Service 0, API: version and errors (wire/flowee.md 8.3, 9.1).
#pragma once

#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::api {

struct Version : ToServer<Version> {
  static constexpr NativeType kType = PackNative(service::kApi, 0);
  static constexpr std::string_view kName = "API.Version";

  static void Tags(auto&, auto&) {}
};

// Clients compare the text: `Flowee:1 (2020-07)` or above is served in full (8.6).
struct VersionReply : ToClient<VersionReply> {
  static constexpr NativeType kType = PackNative(service::kApi, 1);
  static constexpr std::string_view kName = "API.VersionReply";

  std::string version;

  static void Tags(auto& visit, auto& m) { visit(common::kGenericByteData, m.version); }
};

// The error reply to any request of services 0 to 15. The reason is for people.
struct CommandFailed : ToClient<CommandFailed> {
  static constexpr NativeType kType = PackNative(service::kApi, 2);
  static constexpr std::string_view kName = "API.CommandFailed";
  static constexpr TagName kFailedReason{20, "FailedReason"};
  static constexpr TagName kFailedCommandServiceId{21, "FailedCommandServiceId"};
  static constexpr TagName kFailedCommandId{22, "FailedCommandId"};

  std::string reason;
  std::int64_t service = 0;
  std::int64_t message = 0;

  static void Tags(auto& visit, auto& m) {
    visit(kFailedReason, m.reason);
    visit(kFailedCommandServiceId, m.service);
    visit(kFailedCommandId, m.message);
  }
};

}  // namespace dragoman::flowee::api
