// Session: one link's protocol state. Fed bytes, yields bytes; knows frames, deadlines and limits, and drives an
// abstract Protocol. Sans-IO: a transport, the simulator or a test pumps it. One thread, the host's.
//
// Everything that may run a flow runs inside a batch (Feed, Tick, Run): a flow may close its own session, and
// nothing is destroyed before the outermost batch ends.
#pragma once

#include <memory>

#include "core/session/inflow.h"
#include "core/session/link.h"
#include "core/session/outbox.h"

namespace dragoman {

class Session;

// What a session drives; implemented by the peer layer.
class Protocol {
 public:
  virtual ~Protocol() = default;
  virtual void OnOpen(Session& session) = 0;
  // A whole frame, `header` bytes of it framing. The slice owns its block.
  virtual void OnFrame(const Slice& frame, std::size_t header) = 0;
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

class Session {
 public:
  Session(LinkInfo link, Host& host, std::unique_ptr<Framer> framer, std::unique_ptr<Protocol> protocol,
          SessionLimits limits = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // --- for the transport ---

  // The link is up: flows start.
  void Open();
  // Called by the session when there is something new to send, read again or end, outside of a call by the
  // transport itself. It may destroy the session.
  void OnWake(std::function<void()> wake) { wake_ = std::make_shared<const std::function<void()>>(std::move(wake)); }
  void Feed(const Slice& bytes);
  // The other side ended the link, or the network did.
  void Ended(ClosedBy by, Status why);
  bool WantsRead() const { return !closing() && !paused_; }
  const Outbox& out() const { return out_; }
  void DropOut(std::size_t count);
  Instant NextDeadline() const;
  void Tick();
  // Closed and nothing left to send (or no time left to): the transport ends the link now.
  bool finished() const { return settled_ && (out_.empty() || abandoned_); }

  // --- for the protocol ---

  const LinkInfo& link() const { return link_; }
  Host& host() const { return host_; }
  Instant Now() const { return host_.Now(); }
  void Send(Bytes bytes) {
    if (!closing()) out_.Add(bytes);
  }
  void Send(const Slice& bytes) {
    if (!closing()) out_.Add(bytes);
  }
  // Lets `write` append one message to a ByteVector&, behind what else waits to be sent. If it fails, nothing was said.
  template <class Write>
  Status SendInPlace(Write&& write) {
    if (closing()) return Ok();
    ByteVector& tail = out_.Tail();
    const std::size_t before = tail.size();
    Status written = write(tail);
    if (written.ok()) {
      out_.Grown(tail.size() - before);
    } else {
      tail.resize(before);
    }
    return written;
  }
  // No more input is handled; what is queued is still sent. The first reason counts.
  void Close(Status why) { End(ClosedBy::kUs, std::move(why)); }
  bool closing() const { return closing_; }
  const Closed& closed() const { return closed_; }
  // Runs `work` in a batch and wakes the transport: for whatever comes from outside.
  template <class Work>
  void Run(Work&& work) {
    {
      const Batch batch(*this);
      work();
    }
    if (const auto wake = wake_) (*wake)();
  }

 private:
  class Batch {
   public:
    explicit Batch(Session& session) : session_(session) { ++session_.depth_; }
    ~Batch() {
      if (session_.depth_ == 1) session_.Settle();
      --session_.depth_;
    }

   private:
    Session& session_;
  };

  void End(ClosedBy by, Status why);
  void Settle();
  void Watch();

  const LinkInfo link_;
  Host& host_;
  const SessionLimits limits_;
  const std::unique_ptr<Framer> framer_;
  const std::unique_ptr<Protocol> protocol_;
  std::shared_ptr<const std::function<void()>> wake_;
  Inflow in_;
  Outbox out_;
  int depth_ = 0;
  bool open_ = false;
  bool closing_ = false;
  bool settled_ = false;    // the protocol knows that it is closed
  bool abandoned_ = false;  // the time to drain is over
  bool paused_ = false;
  bool backed_up_ = false;  // was above high water and is not yet below half of it
  Closed closed_;
  Instant slow_since_ = kNever;  // backed up: above high water, or below it and taking nothing
  Instant drain_until_ = kNever;
};

}  // namespace dragoman
