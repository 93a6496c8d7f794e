// Dialect: the description of one wire, written once at start and const afterwards. Holds no socket, thread or
// clock. Mistakes in it are kept and told by DialectRegistry::Add: the program does not start with them.
//
//   Dialect tiny("tiny");
//   tiny.Listen(Transport::kTcp, 7777)
//       .Frame(LengthPrefix{.width = 4, .order = std::endian::big, .limit = 64 * 1024})
//       .Message<Ping>({.bytes = 8, .per_second = 10})
//       .Message<Pong>({.bytes = 80})
//       .Flow("answer-pings", AnswerPings);
//
// docs/write-a-dialect.md goes through it line by line.
#pragma once

#include "core/dialect/inspector.h"
#include "core/dialect/rpc.h"
#include "core/dialect/transport_rules.h"
#include "core/peer/peer.h"
#include "core/router/chain_format.h"
#include "core/wire/body_forms.h"

namespace dragoman {

enum class Transport : std::uint8_t { kTcp, kWebSocket, kGrpc, kNoise };
// "tcp", "websocket", "grpc", "noise".
std::string_view Name(Transport transport);

struct NetworkEntry {
  std::string name;
  std::uint16_t port = 0;  // where its nodes usually listen; 0: the dialect's own
};

class Dialect {
 public:
  explicit Dialect(std::string name);

  // Wires of one family that share nothing are dialects of their own with one family name.
  Dialect& Family(std::string family);
  Dialect& Listen(Transport transport, std::uint16_t port);
  // Only over TLS, and how; how messages travel where the transport is WebSocket.
  Dialect& Secure(TlsRule rule);
  Dialect& WebSocket(WebSocketRule rule);
  // Its nodes tell each other addresses: a node keeps an address book (docs/peers.md). One rule for each network where
  // somebody is known to ask.
  Dialect& Gossip(std::vector<GossipRule> rules);
  // What its users may set for it alone, by the configuration's names: Context::settings has what they did. Where a
  // dialect does not name a setting here, a node of it is not started with it.
  Dialect& Settings(std::vector<std::string> names);
  // Without this there is exactly one, called "default".
  Dialect& Networks(std::vector<NetworkEntry> networks);

  // How a frame ends. The body then starts with a one-byte message type unless `Codec` says otherwise.
  Dialect& Frame(const LengthPrefix& rule);
  Dialect& Frame(std::function<std::unique_ptr<Framer>()> make);
  Dialect& Codec(std::function<std::unique_ptr<dragoman::Codec>()> make);
  Dialect& Correlate(Correlation policy);
  // So too, with the ids that our questions carry where we dialed and where we were dialed.
  Dialect& Correlate(Correlation policy, IdRange dialing, IdRange accepting);
  // How bytes look in JSON, where the field list makes it.
  Dialect& Notation(wire::JsonNotation notation);

  template <dragoman::Message M>
  Dialect& Message(MessageRules rules) {
    MessagePlan message;
    message.native = M::kType;
    message.name = M::kName;
    message.rules = rules;
    message.codec = BodyCodec::Of<M>();
    if constexpr (wire::HasFields<M>) Describe(message, BodyForms::Of<M>());
    return Add(std::move(message));
  }
  // A message whose type and name come from a catalog of the dialect's own.
  Dialect& Message(NativeType type, std::string_view name, MessageRules rules, BodyCodec codec = {},
                   std::function<ByteVector(std::uint64_t seed)> arbitrary = {});
  Dialect& Message(NativeType type, std::string_view name, MessageRules rules, BodyCodec codec, const BodyForms& forms);
  // Which messages may answer a Request; needed where the wire has no ids.
  template <dragoman::Message Request, dragoman::Message... Reply>
  Dialect& Replies() {
    return AddReplies(Request::kType, std::vector<NativeType>{Reply::kType...});
  }
  // A message that refuses any question, and what it says.
  template <dragoman::Message M>
  Dialect& Refusal(Status (*why)(const M&)) {
    return SetRefusal(M::kType, [why](const Envelope& envelope) {
      const Result<M> refused = ReadMessage<M>(envelope.body);
      return refused.ok() ? why(*refused) : refused.status();
    });
  }

  // Answers a request at once and alone. Requests of one peer are answered one after the other, in order.
  template <dragoman::Message M>
  Dialect& Answer(Task<Status> (*answer)(Peer&, const Received<M>&)) {
    return SetAnswer(M::kType,
                     [answer](Peer& peer, Envelope envelope) { return RunAnswer<M>(peer, std::move(envelope), answer); });
  }
  // For messages that nothing above receives, in turn with the answers. Without it unregistered types are a peer
  // fault and registered ones are passed over.
  Dialect& Unknown(Task<Status> (*answer)(Peer&, const Envelope&));

  // A conversation over the messages in its inboxes; starts with the first of them, and anew with the next one when
  // it has ended (unless its end closed the session).
  template <dragoman::Message... Ms>
    requires(sizeof...(Ms) > 0)
  Dialect& Flow(std::string name, Task<Status> (*flow)(Peer&, Inbox<Ms>&...), Side side = Side::kBoth) {
    FlowPlan plan;
    plan.name = std::move(name);
    plan.side = side;
    plan.start = Start::kAtFirstMessage;
    plan.run = [flow](Peer& peer) { return flow(peer, peer.InboxFor<Ms>()...); };
    return AddFlow(std::move(plan), {Ms::kType...});
  }
  // A flow that speaks of its own accord.
  Dialect& Flow(std::string name, Task<Status> (*flow)(Peer&), Side side = Side::kBoth, Start start = Start::kAtReady);

  // The connecting side's first words; the peer counts as connected when it ends well.
  Dialect& Introduce(Task<Status> (*flow)(Peer&));
  // Both sides: a conversation alone with the link, before anything else is handled; it takes messages with Peer::Hear
  // and keeps its own time. The peer counts as connected when it ends well.
  Dialect& Handshake(Task<Status> (*flow)(Peer&));
  // Judges every message before anything else looks at it, answers and the handshake's included: a fault closes.
  Dialect& Gate(Status (*gate)(Peer&, const Envelope&));
  // Judges a message by its first bytes and the least size that it will have, before the rest of it is taken.
  Dialect& Foretell(Status (*judge)(Peer&, Bytes first_bytes, std::size_t at_least));
  // So too, when the handshake is over, those that answer no question of ours.
  Dialect& Unasked(Status (*judge)(Peer&, const Envelope&));
  // Is told when an .Answer to a message of that type has ended, however it did.
  Dialect& Answered(void (*heed)(Peer&, NativeType));
  // Is told when all that came in one read is answered or under way; also after times that passed and calls that returned.
  Dialect& Settled(void (*heed)(Peer&));
  Dialect& Verdicts(VerdictRule rule);
  // An accepted peer counts as connected with its first message (else as soon as the link is up).
  Dialect& ReadyAtFirstMessage();
  Dialect& Redial(RedialRule rule);
  // This wire's own numbers where they differ from the core's: `.Limits([](Limits& limits) { … })`.
  Dialect& Limits(void (*change)(dragoman::Limits&));
  Dialect& Admission(AdmissionRule rule);

  Dialect& Chain(std::shared_ptr<const ChainFormat> format);
  // Replaces the inspector that is made from the field lists.
  Dialect& Inspect(std::shared_ptr<const Inspector> inspector);
  // What the tools of this network may ask a node of it.
  Dialect& Rpc(RpcRule rule);

  // --- for the registry and the apps ---

  const std::string& name() const { return plan_->name; }
  const std::string& family() const { return plan_->family; }
  Transport transport() const { return transport_; }
  const std::optional<TlsRule>& tls() const { return tls_; }
  const WebSocketRule& websocket() const { return websocket_; }
  // Absent where nobody gossips.
  const std::optional<std::vector<GossipRule>>& gossip() const { return gossip_; }
  const std::vector<std::string>& settings() const { return settings_; }
  const std::vector<NetworkEntry>& networks() const { return networks_; }
  const NetworkEntry* FindNetwork(std::string_view name) const;
  std::shared_ptr<const Plan> plan() const { return plan_; }
  // Null where the dialect has no chain.
  const ChainFormat* chain_format() const { return chain_.get(); }
  const Inspector& inspector() const { return *inspector_; }
  // None where the dialect has no such tools.
  const std::optional<RpcRule>& rpc() const { return rpc_; }

  // The first mistake in the description; fills in what was left out.
  Status Finish();

 private:
  template <dragoman::Message M>
  static Task<Status> RunAnswer(Peer& peer, Envelope envelope, Task<Status> (*answer)(Peer&, const Received<M>&)) {
    Result<M> message = ReadMessage<M>(envelope.body);
    if (!message.ok()) co_return message.status();
    const Received<M> received(std::move(*message), std::move(envelope));
    co_return co_await answer(peer, received);
  }

  void Describe(MessagePlan& message, const BodyForms& forms);
  Dialect& Add(MessagePlan message);
  Dialect& AddReplies(NativeType request, std::vector<NativeType> replies);
  Dialect& SetRefusal(NativeType type, std::function<Status(const Envelope&)> why);
  Dialect& SetAnswer(NativeType type, std::function<Task<Status>(Peer&, Envelope)> answer);
  Dialect& AddFlow(FlowPlan plan, std::vector<NativeType> types);
  void Mistake(std::string text);
  void Bind(NativeType type, std::string what, std::function<void(Dialect&, MessagePlan&)> bind);
  void Receive(MessagePlan& message);

  std::shared_ptr<Plan> plan_;
  Transport transport_ = Transport::kTcp;
  std::optional<TlsRule> tls_;
  WebSocketRule websocket_;
  std::optional<std::vector<GossipRule>> gossip_;
  std::vector<std::string> settings_;
  std::uint16_t port_ = 0;
  std::vector<NetworkEntry> networks_;
  std::shared_ptr<wire::JsonNotation> notation_;
  std::shared_ptr<const ChainFormat> chain_;
  std::shared_ptr<const Inspector> inspector_;
  std::optional<RpcRule> rpc_;
  // What refers to messages, checked by Finish, so that the order of the lines does not matter.
  struct Binding {
    NativeType type;
    std::string what;
    std::function<void(Dialect&, MessagePlan&)> bind;
  };
  std::vector<Binding> bindings_;
  std::string mistake_;
};

}  // namespace dragoman
