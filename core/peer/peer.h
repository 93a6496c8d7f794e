// Peer: who we talk to, over one link. Runs the dialect's flows on the session's thread.
// Flows hold a `Peer&`, which outlives them. Methods are for the owning thread only.
#pragma once

#include <list>
#include <typeindex>

#include "core/peer/context.h"
#include "core/peer/hearing.h"
#include "core/peer/peer_card.h"
#include "core/peer/sleepers.h"
#include "core/peer/token_bucket.h"
#include "core/session/session.h"

namespace dragoman {

class Peer final : public Protocol {
 public:
  Peer(const Context& context, std::shared_ptr<PeerCard> card);
  ~Peer() override;

  // --- for flows ---

  const Context& context() const { return context_; }
  // Once the session is there.
  const LinkInfo& link() const { return session_->link(); }
  bool inbound() const { return card_->inbound; }
  const std::string& agent() const { return context_.agent; }  // ours
  Instant Now() const { return session_->Now(); }

  const PeerCard& card() const { return *card_; }
  // Free of rules for single addresses.
  bool exempt() const { return card_->exempt; }
  // We were told to connect to it, rather than having found it or been found.
  bool configured() const { return card_->configured; }
  Errand errand() const { return card_->errand; }
  // How long a question took: near peers are kept when there is no room for all.
  void NoteRoundTrip(Duration time);
  // It gave us something that we did not have: useful peers are kept.
  void NoteUseful();

  // What the peer says of itself: shown by `probe`, kept in the peers table.
  void Learn(std::string key, Json value);
  const Json& info() const { return info_; }
  // Messages heard so far, keep-alives not counted.
  std::uint64_t messages_heard() const { return messages_heard_; }
  // Bytes queued that the other side has not taken yet: for whoever speaks unasked.
  std::size_t unsent() const { return session_->out().size(); }

  // Memory that the dialect keeps for this peer counts as what the peer makes us keep: above peer_bytes reading pauses.
  void Hold(std::size_t bytes) { held_by_dialect_ += bytes; }
  void Release(std::size_t bytes) { held_by_dialect_ -= bytes; }

  // Queues a message; fails only for what cannot be encoded.
  template <Message M>
  Status Send(const M& message) {
    Envelope envelope;
    return SendBody(M::kType, message, std::move(envelope));
  }
  // The reply to a request, with the ids and tags that the wire wants echoed.
  template <Message Request, Message M>
  Status Answer(const Received<Request>& request, const M& message) {
    return AnswerTo(request.envelope(), message);
  }
  template <Message M>
  Status AnswerTo(const Envelope& request, const M& message) {
    return SendBody(M::kType, message, codec_->ReplyTo(request));
  }
  // A message in its raw form: any type, also one that is not registered.
  Status SendEnvelope(const Envelope& envelope);

  // Sends a question now; to wait for what answers it, `co_await` the result, at once or after having asked more.
  // `envelope.id` is filled in where the wire has ids. `reply` is what answers it where the dialect has no .Replies.
  Correlator::Question AskEnvelope(Envelope envelope, Duration timeout, std::optional<NativeType> reply = {});

  // Sends a question and waits for a Reply. A refusal by the peer is a request fault; anything else a peer fault.
  template <Message Reply, Message Request>
  Task<Result<Received<Reply>>> Ask(const Request& request, Duration timeout) {
    Envelope question;
    question.native = Request::kType;
    question.body = Encode(request);
    const std::optional<NativeType> expected(Reply::kType);
    const Instant asked = Now();
    Result<Envelope> heard = co_await AskEnvelope(question, timeout, expected);
    if (!heard.ok()) co_return heard.status();
    NoteRoundTrip(Now() - asked);
    if (Status wrong = CheckReply(*heard, Reply::kType); !wrong.ok()) co_return wrong;
    Result<Reply> reply = ReadMessage<Reply>(heard->body);
    if (!reply.ok()) co_return reply.status();
    co_return Received<Reply>(std::move(*reply), std::move(*heard));
  }

  // In the handshake (Dialect::Handshake): the next message, whatever it is, or kTimedOut.
  Hearing::Awaiter Hear(Duration time) { return hearing_->Next(time >= kNever - Now() ? kNever : Now() + time); }

  // Runs `task` beside everything else; how it ends is treated as the end of an answer.
  void Spawn(Task<Status> task);

  Sleepers::Awaiter Sleep(Duration time) { return Sleepers::Awaiter(sleepers_, Now() + time); }

  // Asks a service of this network and waits for its reply, wherever that comes from.
  template <class Request, class Reply>
  Task<Result<Reply>> Call(const CallName<Request, Reply>& name, const Request& request) {
    CallAwaiter<Reply> awaiter(*this);
    context_.router->Call<Request, Reply>(context_.network, name, request, awaiter.Sink());
    co_return co_await awaiter;
  }
  // The same without waiting.
  template <class Request, class Reply>
  void Tell(const CallName<Request, Reply>& name, const Request& request) {
    context_.router->Call<Request, Reply>(context_.network, name, request, [](Result<Reply>) {});
  }
  // Runs `work` off the network threads, where there is somewhere else, and waits for it.
  Task<Status> Elsewhere(std::function<Status()> work);
  // Tells everybody what happened with this peer.
  void Publish(EventBody body);
  // Hears events of this network on this peer's thread, until the peer goes.
  void Listen(std::function<void(const Event&)> hear);

  // The dialect's own state of this peer, made at first use.
  template <class T>
  T& State() {
    const std::type_index type(typeid(T));
    for (const auto& [of, state] : states_) {
      if (of == type) return *static_cast<T*>(state.get());
    }
    auto made = std::make_shared<T>();
    T& state = *made;
    states_.emplace_back(type, std::move(made));
    return state;
  }

  // What all peers of this node have in common; thread-safe to find, see Commons.
  template <class T>
  T& Common() {
    return context_.commons->Get<T>();
  }

  // Ends the connection; a peer fault is published as a violation.
  void Close(Status why) { session_->Close(std::move(why)); }

  // --- for the node ---

  // Its introduction is over.
  bool ready() const { return ready_; }
  // Ends this peer of `host`, from any thread.
  std::function<void(Status)> Ender(Host& host) const;
  // Called last, with how it ended.
  void WhenGone(std::function<void(const Closed&)> tell) { when_gone_ = std::move(tell); }

  template <Message M>
  Inbox<M>& InboxFor() {
    if (inboxes_.empty()) inboxes_.resize(plan_.messages.size());
    std::unique_ptr<InboxBase>& slot = inboxes_[*plan_.types.Find(M::kType)];
    if (slot == nullptr) slot = std::make_unique<Inbox<M>>();
    return static_cast<Inbox<M>&>(*slot);
  }

  // Runs `work` on this peer's thread if the peer is still there then. Thread-safe.
  std::function<void(std::function<void()>)> Poster();

  // --- Protocol ---
  void OnOpen(Session& session) override;
  void OnFrame(const Slice& frame, std::size_t header) override;
  Status Foretell(Bytes first_bytes, std::size_t at_least) override;
  Instant NextDeadline() const override;
  void OnTick(Instant now) override;
  void OnSettle() override;
  bool Weigh(std::size_t session_bytes) override;
  const Verdict* VerdictOn(const Closed& closed) const override;
  void OnClosed(const Closed& closed) override;

 private:
  // A question to a service, under way. Shared with whoever may answer it, for longer than the asker waits.
  template <class Reply>
  class CallAwaiter {
   public:
    explicit CallAwaiter(Peer& peer) : state_(std::allocate_shared<State>(recycler::Allocator<State>(), peer)) {}
    ~CallAwaiter() { state_->waiter = nullptr; }
    CallAwaiter(const CallAwaiter&) = delete;
    CallAwaiter& operator=(const CallAwaiter&) = delete;

    ReplySink<Reply> Sink() { return ReplySink<Reply>(state_); }
    bool await_ready() const {
      state_->asked = true;
      return state_->reply.has_value();
    }
    void await_suspend(std::coroutine_handle<> waiter) { state_->waiter = waiter; }
    Result<Reply> await_resume() { return std::move(*state_->reply); }

   private:
    struct State final : ReplySink<Reply>::Taker, std::enable_shared_from_this<State> {
      explicit State(Peer& peer) : host(peer.session_->host()), anchor(peer.anchor_) {}

      // A reply from this very call is taken as it is; any other one comes over the peer's loop.
      void Take(Result<Reply> taken) override {
        if (!asked && std::this_thread::get_id() == asker) {
          reply = std::move(taken);
          return;
        }
        auto kept = std::make_shared<Result<Reply>>(std::move(taken));
        PostTo(host, anchor, [state = this->shared_from_this(), kept] {
          state->reply = std::move(*kept);
          if (state->waiter) std::exchange(state->waiter, nullptr).resume();
        });
      }

      Host& host;
      const std::weak_ptr<Peer*> anchor;
      const std::thread::id asker = std::this_thread::get_id();
      std::atomic<bool> asked = false;
      std::optional<Result<Reply>> reply;
      std::coroutine_handle<> waiter;
    };
    const std::shared_ptr<State> state_;
  };
  // Poster's work.
  static void PostTo(Host& host, const std::weak_ptr<Peer*>& anchor, std::function<void()> work);

  struct Running {
    Running(Task<Status> t, std::optional<std::size_t> f, std::size_t m) : task(std::move(t)), flow(f), taken(m) {}
    Task<Status> task;
    const std::optional<std::size_t> flow;  // none: the introduction, or a task of its own
    bool introduces = false;
    const std::size_t taken;                // messages taken from the flow's inboxes before this run
  };

  template <Message M>
  static Slice Encode(const M& message) {
    ByteVector body;
    Writer writer(body);
    WriteMessage(message, writer);
    return Slice::Copy(body);
  }
  template <Message M>
  Status SendBody(NativeType type, const M& message, Envelope envelope) {
    scratch_.clear();
    Writer writer(scratch_);
    WriteMessage(message, writer);
    envelope.native = type;
    envelope.body = Slice::View(scratch_);
    Status sent = SendEnvelope(envelope);
    Trim(scratch_);
    return sent;
  }
  // One large message does not make a peer large for good.
  static void Trim(ByteVector& scratch);

  Status CheckReply(const Envelope& reply, NativeType wanted) const;
  void Dispatch(Envelope&& envelope);
  void Deliver(const MessagePlan* message, Envelope&& envelope, bool may_answer);
  void Queue(Envelope&& envelope);
  bool AnswerNow(Envelope&& envelope);
  void AnswerNext();
  void AnswerLater();
  bool BacksUp() const;
  void TurnEnded();
  void Reap();
  void Begin(Task<Status>& task);
  static void SomeEnded(void* peer);
  void StartFlow(std::size_t flow);
  std::vector<InboxBase*> InboxesOf(std::size_t flow);
  void FlowEnded(std::size_t flow, std::size_t taken_before);
  void StartFlows(Start when);
  void Introduce(Task<Status> task);
  void Introduced(const Status& status);
  void BecomeReady();
  bool WrongSide(Side side) const;
  void Ended(const Status& status);

  void ChargeBytes(std::size_t bytes);
  void Charge(const MessagePlan& message);
  void PauseFor(Duration time);
  void CountEnd(const Closed& closed) const;
  std::size_t NumberOf(const MessagePlan& message) const {
    return static_cast<std::size_t>(&message - plan_.messages.data());
  }

  const Context& context_;
  const Plan& plan_;
  const std::shared_ptr<PeerCard> card_;
  Session* session_ = nullptr;
  const std::unique_ptr<Codec> codec_;
  Correlator correlator_;
  Sleepers sleepers_;
  Json info_{Json::Object()};
  std::vector<std::pair<std::type_index, std::shared_ptr<void>>> states_;  // one or two, and so no map
  std::vector<std::unique_ptr<InboxBase>> inboxes_;  // by message; none before the first flow wants one
  std::vector<std::pair<std::size_t, TokenBucket>> buckets_;  // by message, of those heard; few
  TokenBucket byte_bucket_;
  Instant paused_until_{};
  std::vector<Subscription> subscriptions_;
  std::function<void(const Closed&)> when_gone_;
  ByteVector scratch_;

  std::list<Running> running_;
  std::vector<const Running*> current_;  // by flow, null: not running
  bool some_ended_ = false;  // a flow, the introduction or a turn
  bool introducing_ = false;
  std::unique_ptr<Hearing> hearing_;  // while a handshake is under way
  bool ready_ = false;
  std::uint64_t messages_heard_ = 0;
  Instant handshake_until_ = kNever;
  std::size_t charged_ = 0;  // to the process's budget
  std::size_t held_by_dialect_ = 0;

  // Requests are answered one after the other, in the order of their arrival.
  std::list<Envelope> turn_queue_;  // a list: empty, it takes no memory
  std::size_t turn_bytes_ = 0;
  bool answers_later_ = false;
  std::optional<Task<Status>> turn_;
  NativeType turn_type_ = 0;

  // Dies with the peer: what is posted afterwards is not run.
  std::shared_ptr<Peer*> anchor_;

  Counter& frames_in_;
  Counter& bytes_in_;
  Counter& bytes_out_;
  std::uint64_t own_bytes_in_ = 0;
  std::uint64_t own_bytes_out_ = 0;
};

}  // namespace dragoman
