// Status: what went wrong, whose fault it is, where in the input, and what to do next.
// One that is ok is a null pointer. A fault lives in recycled memory and its texts are literals with up to two numbers
// filled in when printed, so that a peer which provokes faults costs no heap. `Status::Because` alone owns text, for
// faults outside the wire path.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/recycler.h"
#include "core/base/verdict.h"

namespace dragoman {

// Who has to answer for a fault (ARCHITECTURE.md 3.7).
//   peer:    malformed, over a limit or untrue; scores and closes
//   local:   overload, shutdown, storage; closes without score
//   request: answered, the connection lives
enum class FaultClass : std::uint8_t { kNone, kPeer, kLocal, kRequest };

// The hundreds say the class, so that no call site decides it.
enum class Code : std::uint16_t {
  kOk = 0,

  kTruncated = 100,  // input ends inside a value
  kTrailing,         // bytes after the end of a message
  kOverLimit,        // a size, count or rate above its limit
  kBadValue,         // a value outside its range or set
  kBadFrame,         // framing or header rule broken
  kUnknownType,      // a message type nobody registered
  kUnexpected,       // a legal message at the wrong moment
  kTimedOut,         // the peer did not do in time what it must
  kRefused,          // the peer refused us
  kUnreachable,      // no connection could be made
  kLost,             // the connection broke

  kClosed = 200,  // we closed it, or it is closed already
  kShutdown,      // this process ends
  kOverload,      // a queue or budget of ours is full
  kStorage,       // disk or database
  kInUse,         // port, file or store held by another
  kInternal,      // a bug of ours

  kNotFound = 300,  // asked for something that is not there
  kUnsupported,     // asked for something we do not do
  kBadRequest,      // a question that makes no sense
  kUsage,           // command line or configuration
};

constexpr FaultClass ClassOf(Code code) { return static_cast<FaultClass>(static_cast<int>(code) / 100); }
// "none", "peer", "local", "request".
std::string_view Name(FaultClass fault);
// "truncated", "over_limit", …
std::string_view Name(Code code);

class [[nodiscard]] Status {
 public:
  static constexpr std::uint64_t kNoOffset = ~std::uint64_t{0};

 private:
  struct Step {
    const char* name;  // nullptr: an index
    std::size_t index;
  };
  static constexpr std::size_t kMaxSteps = 6;

  struct Fault {
    static void* operator new(std::size_t size) { return recycler::Take(size); }
    static void operator delete(void* memory, std::size_t size) { recycler::GiveBack(memory, size); }

    Fault(Code c, const char* t, std::uint64_t a, std::uint64_t b) : code(c), text(t), args{a, b} {}
    Fault(const Fault&) = default;
    ~Fault();  // away from where a Status that is ok is dropped

    Code code;
    std::uint8_t steps = 0;
    const char* text;
    std::array<std::uint64_t, 2> args;
    std::uint64_t offset = kNoOffset;
    const char* hint = nullptr;
    const Verdict* verdict = nullptr;
    std::array<Step, kMaxSteps> path{};
    std::shared_ptr<const std::string> own_text;
  };

 public:
  Status() = default;
  // `text` must be a literal; each `{}` in it is replaced by the next argument.
  Status(Code code, const char* text, std::uint64_t a = 0, std::uint64_t b = 0)
      : fault_(std::make_unique<Fault>(code, text, a, b)) {}
  Status(const Status& other) : fault_(other.ok() ? nullptr : std::make_unique<Fault>(*other.fault_)) {}
  Status(Status&&) = default;
  Status& operator=(const Status& other) { return *this = Status(other); }
  Status& operator=(Status&&) = default;
  ~Status() = default;

  // For faults away from the wire path, with text that is made up as it happens.
  static Status Because(Code code, std::string text);

  bool ok() const { return fault_ == nullptr; }
  Code code() const { return ok() ? Code::kOk : fault_->code; }
  FaultClass fault() const { return ok() ? FaultClass::kNone : ClassOf(fault_->code); }
  bool has_offset() const { return offset() != kNoOffset; }
  std::uint64_t offset() const { return ok() ? kNoOffset : fault_->offset; }
  std::string_view hint() const { return ok() || fault_->hint == nullptr ? std::string_view() : fault_->hint; }

  // How the wire wants a link ended for it, if somebody said so.
  const Verdict* verdict() const { return ok() ? nullptr : fault_->verdict; }

  // The next five add to a fault; where there is none they do nothing.
  Status& At(std::uint64_t offset) {
    if (!ok()) fault_->offset = offset;
    return *this;
  }
  // Moves the offset when an inner buffer turns out to start at `base` of an outer one.
  Status& Shift(std::uint64_t base) {
    if (has_offset()) fault_->offset += base;
    return *this;
  }
  // `hint` must be a literal: the reader's next step.
  Status& Next(const char* hint) {
    if (!ok()) fault_->hint = hint;
    return *this;
  }
  // `verdict` must be a constant.
  Status& With(const Verdict& verdict) {
    if (!ok()) fault_->verdict = &verdict;
    return *this;
  }
  // Called while unwinding, innermost first. Names must be literals; beyond six steps the innermost stay.
  Status& In(const char* field);
  Status& In(std::size_t index);

  // "respond_blocks.blocks[3]", empty without a path.
  std::string Path() const;
  // The sentence without path and offset.
  std::string Text() const;
  // "path: sentence (byte 8143)", then the hint if there is one.
  std::string ToString() const;

 private:
  Status& In(Step step);

  std::unique_ptr<Fault> fault_;
};

inline Status Ok() { return {}; }

}  // namespace dragoman
