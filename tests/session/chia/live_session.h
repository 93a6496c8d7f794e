// The recorded sessions of the vector file: what a test peer and a real node said to each other.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "core/base/bytes.h"
#include "tests/vectors/chia_vectors.h"

namespace dragoman::chia::live {

struct Step {
  enum class Kind : std::uint8_t { kToNode, kFromNode, kNoAnswer, kCloseToNode, kCloseFromNode, kOperator };
  Kind kind = Kind::kToNode;
  std::chrono::milliseconds at{};    // since the link was up
  ByteVector frame;                  // of messages
  std::optional<std::int64_t> id;    // of messages
  std::uint16_t code = 0;            // of closes
  std::string reason;
  Json all;                          // what an operator did, for one
};

struct Session {
  std::string name;
  std::string address;               // where the test peer came from
  bool node_dials = false;
  std::optional<std::int64_t> ban_seconds;
  std::optional<std::int64_t> refused_with;  // HTTP status on coming back
  std::string refusal;
  std::vector<Step> steps;
};

inline Step StepOf(const Json& json) {
  Step step;
  step.all = json;
  step.at = std::chrono::milliseconds(*json["t_ms"].Int64());
  const std::string& from = json["dir"].AsString();
  const std::string& event = json["event"].AsString();
  if (from == "operator") {
    step.kind = Step::Kind::kOperator;
  } else if (event == "no_answer") {
    step.kind = Step::Kind::kNoAnswer;
  } else if (event == "close") {
    step.kind = from == "to_node" ? Step::Kind::kCloseToNode : Step::Kind::kCloseFromNode;
    step.code = static_cast<std::uint16_t>(*json["code"].Int64());
    step.reason = json["reason"].AsString();
  } else {
    EXPECT_EQ(event, "");
    step.kind = from == "to_node" ? Step::Kind::kToNode : Step::Kind::kFromNode;
    step.frame = vectors::HexBytes(json["hex"]);
    if (json["id"].is_integer()) step.id = *json["id"].Int64();
  }
  return step;
}

inline const std::vector<Session>& Sessions() {
  static const std::vector<Session> kSessions = [] {
    std::vector<Session> sessions;
    for (const Json& json : vectors::File()["live_sessions"].AsArray()) {
      Session& session = sessions.emplace_back();
      session.name = json["name"].AsString();
      session.address = json["our_address"].AsString();
      session.node_dials = json["our_role"].AsString() == "acceptor";
      if (json.Find("ban_seconds") != nullptr) session.ban_seconds = *json["ban_seconds"].Int64();
      if (const Json* reconnect = json.Find("reconnect")) {
        session.refused_with = *(*reconnect)["http_status"].Int64();
        session.refusal = (*reconnect)["body"].AsString();
      }
      for (const Json& step : json["steps"].AsArray()) session.steps.push_back(StepOf(step));
    }
    return sessions;
  }();
  return kSessions;
}

inline const Session& Named(const std::string& name) {
  const auto found = std::ranges::find(Sessions(), name, &Session::name);
  EXPECT_NE(found, Sessions().end()) << name;
  return *found;
}

// The first frame of this id that went that way; empty: none did.
inline ByteVector FrameOf(const Session& session, Step::Kind way, std::int64_t id) {
  for (const Step& step : session.steps) {
    if (step.kind == way && step.id == id) return step.frame;
  }
  return {};
}

}  // namespace dragoman::chia::live
