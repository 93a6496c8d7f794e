// Session: one link's protocol state. Fed bytes, yields bytes; knows frames, deadlines and limits, and drives an
// abstract Protocol. Sans-IO: a transport, the simulator or a test pumps it. One thread, the host's.
//
// Everything that may run a flow runs inside a batch (Feed, Tick, Run): a flow may close its own session, and
// nothing is destroyed before the outermost batch ends.
#pragma once

#include <memory>

#include "core/session/inflow.h"
#include "core/session/stream.h"
#include "core/session/wrapping.h"

namespace dragoman {

class Session;

// What a session drives; implemented by the peer layer.
class Protocol {
 public:
  virtual ~Protocol() = default;
  virtual void OnOpen(Session& session) = 0;
  // A whole frame, `header` bytes of it framing. The slice owns its block.
  virtual void OnFrame(const Slice& frame, std::size_t header) = 0;
  // Of a message that has come in part: how it begins, and that it will have at least so many bytes. A fault refuses it
  // before it takes memory. Only from transports of whole messages, for those too long for one read.
  virtual Status Foretell(Bytes /*first_bytes*/, std::size_t /*at_least*/) { return Ok(); }
  virtual Instant NextDeadline() const = 0;
  virtual void OnTick(Instant now) = 0;
  // At the end of every outermost batch: reap what has ended.
  virtual void OnSettle() = 0;
  // At the end of a batch and when bytes were sent. `session_bytes`: memory that the session itself keeps for this link.
  // True while nothing more should be read: queues are full or a rate is exceeded. May close the session.
  virtual bool Weigh(std::size_t session_bytes) = 0;
  // How this wire ends a link for such a reason; null: it has nothing to say.
  virtual const Verdict* VerdictOn(const Closed&) const { return nullptr; }
  // Once, outside any flow. Nothing is called afterwards.
  virtual void OnClosed(const Closed& closed) = 0;
};

struct SessionLimits {
  std::size_t high_water = 1 * MiB;     // bytes waiting to be sent above which reading pauses; resumes at half
  Duration slow_reader = std::chrono::seconds(30);  // this long above high water closes, or paused without taking a byte
  Duration drain = std::chrono::seconds(3);         // to send what is queued after a close
};

class Session final : public Stream {
 public:
  Session(LinkInfo link, Host& host, std::unique_ptr<Framer> framer, std::unique_ptr<Protocol> protocol,
          SessionLimits limits = {});
  ~Session() override;

  // --- Stream ---

  void Open() override;
  void OnWake(std::function<void()> wake) override { wake_ = std::move(wake); }
  void Feed(const Slice& bytes) override;
  void Ended(ClosedBy by, Status why) override;
  void Close(Status why) override { End({std::move(why), ClosedBy::kUs}); }
  bool WantsRead() const override { return !closing_ && !paused_; }
  bool closing() const override { return closing_; }
  bool finished() const override { return settled_ && (out_.empty() || abandoned_); }
  void DropOut(std::size_t count) override;
  void Hold(std::size_t bytes) override;
  Instant NextDeadline() const override;
  void Tick() override;

  // --- for a transport of whole messages ---

  // While one lives nothing is settled: several messages are one batch.
  class Batch {
   public:
    explicit Batch(Session& session) : session_(session) { ++session_.depth_; }
    ~Batch() {
      if (session_.depth_ == 1) session_.Settle();
      --session_.depth_;
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

   private:
    Session& session_;
  };
  // What the transport puts around each message that is sent. Before Open.
  void Wrap(std::unique_ptr<Wrapping> wrapping) { wrapping_ = std::move(wrapping); }
  // A whole message, which must be one frame.
  void Deliver(const Slice& message);
  Status Foretell(Bytes first_bytes, std::size_t at_least) { return protocol_->Foretell(first_bytes, at_least); }
  // Bytes of the transport's own, behind what waits, even after a close.
  void Say(Bytes bytes) { out_.Add(bytes); }
  // As Close, for who knows more about the end; what is queued is still sent.
  void End(Closed closed);
  // Bytes that waited were thrown away: what stands before them may be half a message.
  bool cut() const { return cut_; }

  // --- for the protocol ---

  const LinkInfo& link() const { return link_; }
  Host& host() const { return host_; }
  Instant Now() const { return host_.Now(); }
  // One message.
  void Send(Bytes bytes) {
    if (wrapping_ != nullptr) return SendWrapped(Slice::View(bytes));
    if (!closing()) out_.Add(bytes);
  }
  void Send(const Slice& bytes) {
    if (wrapping_ != nullptr) return SendWrapped(bytes);
    if (!closing()) out_.Add(bytes);
  }
  // Lets `write` append one message to a ByteVector&, behind what else waits to be sent. If it fails, nothing was said.
  template <class Write>
  Status SendInPlace(Write&& write) {
    if (closing()) return Ok();
    ByteVector& tail = out_.Tail();
    const std::size_t before = tail.size();
    const std::size_t begun = wrapping_ == nullptr ? before : wrapping_->Begin(tail);
    Status written = write(tail);
    if (written.ok()) {
      if (wrapping_ != nullptr) wrapping_->Finish(tail, begun);
      out_.Grown(tail.size() - before);
    } else {
      tail.resize(before);
    }
    return written;
  }
  const Closed& closed() const;
  // Runs `work` in a batch and wakes the transport: for whatever comes from outside.
  template <class Work>
  void Run(Work&& work) {
    {
      const Batch batch(*this);
      work();
    }
    // A copy: it may destroy the session.
    if (const std::function<void()> wake = wake_) wake();
  }

 private:
  void SendWrapped(const Slice& message);
  void CutOut();
  void Settle();
  void Watch();

  const LinkInfo link_;
  Host& host_;
  const SessionLimits limits_;
  const std::unique_ptr<Framer> framer_;
  const std::unique_ptr<Protocol> protocol_;
  std::unique_ptr<Wrapping> wrapping_;
  std::function<void()> wake_;
  Inflow in_;
  Outbox out_;
  int depth_ = 0;
  bool open_ = false;
  bool closing_ = false;
  bool settled_ = false;    // the protocol knows that it is closed
  bool abandoned_ = false;  // the time to drain is over
  bool cut_ = false;
  bool paused_ = false;
  bool backed_up_ = false;  // was above high water and is not yet below half of it
  std::size_t held_below_ = 0;
  std::unique_ptr<const Closed> closed_;  // null until then: most of the time there is nothing to keep
  Instant slow_since_ = kNever;  // backed up: above high water, or below it and taking nothing
  Instant drain_until_ = kNever;
};

}  // namespace dragoman
