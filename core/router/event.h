// Events: what happened, in the canonical vocabulary that all dialects and services share (PRODUCT.md 4).
// An observation (heard from P at T); objects themselves are in the store.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/router/network.h"

namespace dragoman {
namespace event {

struct Listening {
  static constexpr const char* kName = "Listening";
  std::string address;  // HOST:PORT
  static void Fields(auto& visit, auto& m) { visit("address", m.address); }
};

// A file is being read into the store; `broken_at` is the byte where it stopped being readable.
struct Importing {
  static constexpr const char* kName = "Importing";
  std::string file;
  std::uint64_t done = 0;  // bytes
  std::uint64_t size = 0;  // bytes
  std::uint64_t blocks = 0;
  bool finished = false;
  std::optional<std::uint64_t> broken_at;
  std::optional<std::string> reason;
  static void Fields(auto& visit, auto& m) {
    visit("file", m.file);
    visit("done", m.done);
    visit("size", m.size);
    visit("blocks", m.blocks);
    visit("finished", m.finished);
    visit("broken_at", m.broken_at);
    visit("reason", m.reason);
  }
};

struct Stopped {
  static constexpr const char* kName = "Stopped";
  std::string reason;
  static void Fields(auto& visit, auto& m) { visit("reason", m.reason); }
};

struct PeerConnected {
  static constexpr const char* kName = "PeerConnected";
  bool inbound = false;
  std::string agent;  // what the peer calls itself, empty if it has not said
  static void Fields(auto& visit, auto& m) {
    visit("inbound", m.inbound);
    visit("agent", m.agent);
  }
};

struct PeerDisconnected {
  static constexpr const char* kName = "PeerDisconnected";
  std::string reason;
  std::string closed_by;  // us, peer, network
  bool banned = false;
  static void Fields(auto& visit, auto& m) {
    visit("reason", m.reason);
    visit("closed_by", m.closed_by);
    visit("banned", m.banned);
  }
};

// Somebody who connected to us was not let in. At most one a second is told, with how many `others` came since.
struct PeerRefused {
  static constexpr const char* kName = "PeerRefused";
  std::string reason;
  std::uint64_t others = 0;
  static void Fields(auto& visit, auto& m) {
    visit("reason", m.reason);
    visit("others", m.others);
  }
};

// We could not reach a peer, or it refused us; `retry_in` seconds, absent if we will not try again.
struct DialFailed {
  static constexpr const char* kName = "DialFailed";
  std::string reason;
  std::optional<double> retry_in;
  static void Fields(auto& visit, auto& m) {
    visit("reason", m.reason);
    visit("retry_in", m.retry_in);
  }
};

// Hashes in wire order; `hash_display` as that chain's people print them.
struct InventoryAnnounced {
  static constexpr const char* kName = "InventoryAnnounced";
  std::string kind;  // block, transaction
  Hash256 hash{};
  std::string hash_display;
  std::optional<std::int64_t> height;
  static void Fields(auto& visit, auto& m) {
    visit("kind", m.kind);
    visit("hash", m.hash);
    visit("hash_display", m.hash_display);
    visit("height", m.height);
  }
};

struct BlockReceived {
  static constexpr const char* kName = "BlockReceived";
  Hash256 hash{};
  std::string hash_display;
  std::int64_t height = 0;
  std::uint64_t bytes = 0;
  std::uint64_t level = 0;  // how far it was checked (docs/store.md)
  bool first = false;  // nobody gave it to us before
  static void Fields(auto& visit, auto& m) {
    visit("hash", m.hash);
    visit("hash_display", m.hash_display);
    visit("height", m.height);
    visit("bytes", m.bytes);
    visit("level", m.level);
    visit("first", m.first);
  }
};

// The chain we follow changed by one block.
struct ChainStep {
  static constexpr const char* kName = "ChainStep";
  std::string step;  // NEW, UNDO
  Hash256 hash{};
  std::string hash_display;
  std::int64_t height = 0;
  // Of an UNDO: how many more follow at once, before the chain grows again. For whoever takes a reorganisation as
  // one thing; not told outside.
  std::size_t undos_left = 0;
  static void Fields(auto& visit, auto& m) {
    visit("step", m.step);
    visit("hash", m.hash);
    visit("hash_display", m.hash_display);
    visit("height", m.height);
  }
};

struct TransactionReceived {
  static constexpr const char* kName = "TransactionReceived";
  Hash256 hash{};
  std::string hash_display;
  std::uint64_t bytes = 0;
  bool first = false;  // it was not in the pool
  static void Fields(auto& visit, auto& m) {
    visit("hash", m.hash);
    visit("hash_display", m.hash_display);
    visit("bytes", m.bytes);
    visit("first", m.first);
  }
};

// The pool changed by one transaction. Those that leave it for a block are not told: the block is (ChainStep).
struct PoolStep {
  static constexpr const char* kName = "PoolStep";
  std::string step;  // IN, OUT
  Hash256 hash{};
  std::string hash_display;
  std::optional<std::string> reason;  // of an OUT: conflict
  static void Fields(auto& visit, auto& m) {
    visit("step", m.step);
    visit("hash", m.hash);
    visit("hash_display", m.hash_display);
    visit("reason", m.reason);
  }
};

// A transaction came that spends what one in the pool spends; told once of each in the pool.
struct DoubleSpend {
  static constexpr const char* kName = "DoubleSpend";
  Hash256 hash{};  // in the pool
  std::string hash_display;
  Hash256 rival{};  // refused
  std::string rival_display;
  static void Fields(auto& visit, auto& m) {
    visit("hash", m.hash);
    visit("hash_display", m.hash_display);
    visit("rival", m.rival);
    visit("rival_display", m.rival_display);
  }
};

struct MessageObserved {
  static constexpr const char* kName = "MessageObserved";
  std::string type;
  std::uint64_t bytes = 0;
  static void Fields(auto& visit, auto& m) {
    visit("type", m.type);
    visit("bytes", m.bytes);
  }
};

struct SyncProgress {
  static constexpr const char* kName = "SyncProgress";
  std::string stage;
  std::int64_t done = 0;
  std::int64_t target = 0;
  double per_second = 0;
  bool stalled = false;
  std::optional<std::string> stall_reason;
  static void Fields(auto& visit, auto& m) {
    visit("stage", m.stage);
    visit("done", m.done);
    visit("target", m.target);
    visit("per_second", m.per_second);
    visit("stalled", m.stalled);
    visit("stall_reason", m.stall_reason);
  }
};

struct ProtocolViolation {
  static constexpr const char* kName = "ProtocolViolation";
  std::string code;
  std::string text;
  static void Fields(auto& visit, auto& m) {
    visit("code", m.code);
    visit("text", m.text);
  }
};

// Something could not be kept or stored: what, and what happens next.
struct Fault {
  static constexpr const char* kName = "Fault";
  std::string where;
  std::string text;
  static void Fields(auto& visit, auto& m) {
    visit("where", m.where);
    visit("text", m.text);
  }
};

struct Gap {
  static constexpr const char* kName = "Gap";
  std::string where;
  std::uint64_t from_seq = 0;
  std::uint64_t to_seq = 0;
  std::uint64_t lost = 0;
  std::string reason;
  static void Fields(auto& visit, auto& m) {
    visit("where", m.where);
    visit("from_seq", m.from_seq);
    visit("to_seq", m.to_seq);
    visit("lost", m.lost);
    visit("reason", m.reason);
  }
};

}  // namespace event

using EventBody =
    std::variant<event::Listening, event::Importing, event::Stopped, event::PeerConnected, event::PeerDisconnected,
                 event::PeerRefused, event::DialFailed, event::InventoryAnnounced, event::BlockReceived, event::ChainStep,
                 event::TransactionReceived, event::PoolStep, event::DoubleSpend, event::MessageObserved,
                 event::SyncProgress, event::ProtocolViolation, event::Fault, event::Gap>;

struct Event {
  NetworkId network{};
  std::string peer;  // remote HOST:PORT, empty where no peer is concerned
  EventBody body;

  // Filled in by Router::Publish.
  std::uint64_t seq = 0;         // from 1, without holes, per process
  std::int64_t wall_nanos = 0;   // since 1970-01-01 UTC
};

// The event's name, as in "ev".
std::string_view NameOf(const EventBody& body);
// One object with flat keys: t, seq, net, ev, peer, then the body's own; absent values are left out.
Json ToJson(const Event& event, std::string_view network_text);
// RFC 3339 with nanoseconds, UTC.
std::string WallTime(std::int64_t wall_nanos);

}  // namespace dragoman
