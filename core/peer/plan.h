// Plan: everything a peer needs to know of its dialect, fixed before the first connection and shared by all.
// Built by core/dialect's builder; const and thread-safe afterwards.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/task.h"
#include "core/peer/correlator.h"
#include "core/peer/inbox.h"
#include "core/peer/limits.h"
#include "core/peer/type_table.h"
#include "core/session/link.h"
#include "core/wire/body_codec.h"

namespace dragoman {

class Peer;

struct MessageRules {
  std::size_t bytes = 0;      // largest body; obligatory
  double per_second = 0;      // how many a peer may send for long; 0: no rate of its own
  bool keep_alive = false;    // does not count as a first message (Peer::messages_heard)
};

enum class Side : std::uint8_t { kBoth, kAccepting, kConnecting };
enum class Start : std::uint8_t {
  kAtFirstMessage,  // flows with an inbox
  kAtOpen,          // as soon as the link is up
  kAtReady,         // when the introduction is over
};

struct MessagePlan {
  NativeType native = 0;
  std::string name;
  MessageRules rules;
  // At most one of these two receives it; with neither it is a reply, or sent only.
  std::function<Task<Status>(Peer&, Envelope)> answer;
  int flow = -1;

  std::vector<NativeType> replies;  // which types answer it
  BodyCodec codec;  // empty where only the dialect's inspector reads it
  // The field list's forms of a body, for tools, tests and benches.
  std::function<Result<Json>(Slice body)> to_json;
  std::function<Result<ByteVector>(const Json&)> from_json;
  std::function<ByteVector(std::uint64_t seed)> arbitrary;
};

struct FlowPlan {
  std::string name;
  Side side = Side::kBoth;
  Start start = Start::kAtReady;
  std::function<Task<Status>(Peer&)> run;
};

// How long until the next attempt to reach a peer; nullopt: never again.
// `attempt` counts failures since the last success, from 1; `was_connected` tells a lost link from a failed dial.
using RedialRule = std::function<std::optional<Duration>(int attempt, bool was_connected, const Status& why)>;

// How often one address may connect to us: judged by the ages of its connections that were let in within `memory`,
// newest first. Loopback and our own addresses are free of it.
struct AdmissionRule {
  Duration memory{};
  std::function<bool(std::span<const Duration> ages)> admits;
};

// How this wire ends a link that closed for such a reason, and for how long the address is turned away; null: without
// a word and without a ban. Where there is such a rule, addresses have no scores: it alone turns them away.
using VerdictRule = const Verdict* (*)(const Peer&, const Closed&);

struct Plan {
  std::string name;
  std::string family;
  std::function<std::unique_ptr<Framer>()> framer;
  std::function<std::unique_ptr<Codec>()> codec;
  Correlation correlation = Correlation::kByType;
  IdRange dialing_ids;    // of our questions, where we dialed
  IdRange accepting_ids;  // and where we were dialed
  Duration ask_timeout = std::chrono::seconds(30);

  std::vector<MessagePlan> messages;
  TypeTable types;  // a message's place among them
  std::vector<FlowPlan> flows;
  std::function<Task<Status>(Peer&, Envelope)> unknown;  // what nothing else receives
  std::function<Task<Status>(Peer&)> introduce;          // the connecting side's first words
  std::function<Task<Status>(Peer&)> handshake;          // both sides: alone with the link before all else
  Status (*gate)(Peer&, const Envelope&) = nullptr;      // judges every message before anything else looks at it
  Status (*foretell)(Peer&, Bytes, std::size_t) = nullptr;  // judges a large one by its first bytes
  Status (*unasked)(Peer&, const Envelope&) = nullptr;   // judges those that answer no question of ours
  void (*answered)(Peer&, NativeType) = nullptr;         // an answer of ours to such a message is at its end
  void (*settled)(Peer&) = nullptr;                      // what came in one read is worked off, or under way
  VerdictRule verdict = nullptr;
  bool ready_at_first_message = false;                   // the accepting side's peer counts as connected only then
  std::optional<NativeType> refusal;                     // a message that refuses any question
  std::function<Status(const Envelope&)> why_refused;
  RedialRule redial;
  dragoman::Limits limits;                 // the core's defaults and this wire's own numbers
  std::optional<AdmissionRule> admission;

  const MessagePlan* Find(NativeType native) const {
    const auto found = types.Find(native);
    return found.has_value() ? &messages[*found] : nullptr;
  }
  const MessagePlan* Find(std::string_view name_of_type) const {
    for (const MessagePlan& message : messages) {
      if (message.name == name_of_type) return &message;
    }
    return nullptr;
  }
};

}  // namespace dragoman
