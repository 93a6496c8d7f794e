#include "core/dialect/dialect.h"

#include "core/dialect/field_inspector.h"

namespace dragoman {

std::string_view Name(Transport transport) {
  switch (transport) {
    case Transport::kTcp: return "tcp";
    case Transport::kWebSocket: return "websocket";
    case Transport::kGrpc: return "grpc";
    case Transport::kNoise: return "noise";
  }
  return "tcp";
}

Dialect::Dialect(std::string name)
    : plan_(std::make_shared<Plan>()), notation_(std::make_shared<wire::JsonNotation>()) {
  plan_->family = name;
  plan_->name = std::move(name);
}

Dialect& Dialect::Family(std::string family) {
  plan_->family = std::move(family);
  return *this;
}

Dialect& Dialect::Listen(Transport transport, std::uint16_t port) {
  transport_ = transport;
  port_ = port;
  return *this;
}

Dialect& Dialect::Networks(std::vector<NetworkEntry> networks) {
  networks_ = std::move(networks);
  return *this;
}

Dialect& Dialect::Frame(const LengthPrefix& rule) {
  if (rule.width < 1 || rule.width > 8) {
    Mistake("a length of " + std::to_string(rule.width) + " bytes cannot be read. It has 1 to 8.");
  } else if (rule.limit > rule.Expressible()) {
    Mistake("a length of " + std::to_string(rule.width) + " bytes cannot say the frame limit of " +
            std::to_string(rule.limit) + ". The most is .limit = " + std::to_string(rule.Expressible()) + ".");
  }
  return Frame([rule] { return MakeFramer(rule); });
}

Dialect& Dialect::Frame(std::function<std::unique_ptr<Framer>()> make) {
  plan_->framer = std::move(make);
  return *this;
}

Dialect& Dialect::Codec(std::function<std::unique_ptr<dragoman::Codec>()> make) {
  plan_->codec = std::move(make);
  return *this;
}

Dialect& Dialect::Correlate(Correlation policy) {
  plan_->correlation = policy;
  return *this;
}

Dialect& Dialect::Correlate(Correlation policy, IdRange dialing, IdRange accepting) {
  plan_->dialing_ids = dialing;
  plan_->accepting_ids = accepting;
  return Correlate(policy);
}

Dialect& Dialect::Notation(wire::JsonNotation notation) {
  *notation_ = notation;
  return *this;
}

Dialect& Dialect::Add(MessagePlan message) {
  if (message.rules.bytes == 0) {
    Mistake("message \"" + message.name + "\" has no size limit. Every message needs one (docs/write-a-dialect.md).");
  }
  if (plan_->Find(message.name) != nullptr) Mistake("message \"" + message.name + "\" is there twice.");
  if (const MessagePlan* other = plan_->Find(message.native)) {
    Mistake("messages \"" + other->name + "\" and \"" + message.name +
            "\" have the same type " + std::to_string(message.native) + ".");
  }
  plan_->types.Add(message.native, plan_->messages.size());
  plan_->messages.push_back(std::move(message));
  return *this;
}

Dialect& Dialect::Message(NativeType type, std::string_view name, MessageRules rules, BodyCodec codec,
                          std::function<ByteVector(std::uint64_t seed)> arbitrary) {
  MessagePlan message;
  message.native = type;
  message.name = name;
  message.rules = rules;
  message.codec = codec;
  message.arbitrary = std::move(arbitrary);
  return Add(std::move(message));
}

Dialect& Dialect::Message(NativeType type, std::string_view name, MessageRules rules, BodyCodec codec,
                          const BodyForms& forms) {
  MessagePlan message;
  message.native = type;
  message.name = name;
  message.rules = rules;
  message.codec = codec;
  Describe(message, forms);
  return Add(std::move(message));
}

void Dialect::Describe(MessagePlan& message, const BodyForms& forms) {
  message.to_json = [notation = notation_, read = forms.to_json](const Slice& body) { return read(body, *notation); };
  message.from_json = forms.from_json;
  message.arbitrary = forms.arbitrary;
}

Dialect& Dialect::AddReplies(NativeType request, std::vector<NativeType> replies) {
  for (const NativeType reply : replies) Bind(reply, "a reply", [](Dialect&, MessagePlan&) {});
  Bind(request, "a question with replies",
       [replies = std::move(replies)](Dialect&, MessagePlan& message) { message.replies = replies; });
  return *this;
}

Dialect& Dialect::SetRefusal(NativeType type, std::function<Status(const Envelope&)> why) {
  plan_->refusal = type;
  plan_->why_refused = std::move(why);
  Bind(type, "the refusal", [](Dialect&, MessagePlan&) {});
  return *this;
}

Dialect& Dialect::SetAnswer(NativeType type, std::function<Task<Status>(Peer&, Envelope)> answer) {
  Bind(type, "an answer", [answer = std::move(answer)](Dialect& dialect, MessagePlan& message) {
    dialect.Receive(message);
    message.answer = answer;
  });
  return *this;
}

Dialect& Dialect::Unknown(Task<Status> (*answer)(Peer&, const Envelope&)) {
  struct Keep {
    static Task<Status> Run(Peer& peer, Envelope envelope, Task<Status> (*answer)(Peer&, const Envelope&)) {
      co_return co_await answer(peer, envelope);
    }
  };
  plan_->unknown = [answer](Peer& peer, Envelope envelope) { return Keep::Run(peer, std::move(envelope), answer); };
  return *this;
}

Dialect& Dialect::Flow(std::string name, Task<Status> (*flow)(Peer&), Side side, Start start) {
  FlowPlan plan;
  plan.name = std::move(name);
  plan.side = side;
  plan.start = start;
  plan.run = flow;
  return AddFlow(std::move(plan), {});
}

Dialect& Dialect::AddFlow(FlowPlan plan, std::vector<NativeType> types) {
  const int number = static_cast<int>(plan_->flows.size());
  for (const FlowPlan& other : plan_->flows) {
    if (other.name == plan.name) Mistake("flow \"" + plan.name + "\" is there twice.");
  }
  for (const NativeType type : types) {
    Bind(type, "flow \"" + plan.name + "\"", [number](Dialect& dialect, MessagePlan& message) {
      dialect.Receive(message);
      message.flow = number;
    });
  }
  plan_->flows.push_back(std::move(plan));
  return *this;
}

Dialect& Dialect::Introduce(Task<Status> (*flow)(Peer&)) {
  plan_->introduce = flow;
  return *this;
}

Dialect& Dialect::Handshake(Task<Status> (*flow)(Peer&)) {
  plan_->handshake = flow;
  return *this;
}

Dialect& Dialect::Gate(Status (*gate)(Peer&, const Envelope&)) {
  plan_->gate = gate;
  return *this;
}

Dialect& Dialect::Foretell(Status (*judge)(Peer&, Bytes, std::size_t)) {
  plan_->foretell = judge;
  return *this;
}

Dialect& Dialect::Secure(TlsRule rule) {
  tls_ = std::move(rule);
  return *this;
}

Dialect& Dialect::WebSocket(WebSocketRule rule) {
  websocket_ = rule;
  return *this;
}

Dialect& Dialect::Gossip(std::vector<GossipRule> rules) {
  gossip_ = std::move(rules);
  return *this;
}

Dialect& Dialect::Settings(std::vector<std::string> names) {
  settings_ = std::move(names);
  return *this;
}

Dialect& Dialect::Unasked(Status (*judge)(Peer&, const Envelope&)) {
  plan_->unasked = judge;
  return *this;
}

Dialect& Dialect::Answered(void (*heed)(Peer&, NativeType)) {
  plan_->answered = heed;
  return *this;
}

Dialect& Dialect::Settled(void (*heed)(Peer&)) {
  plan_->settled = heed;
  return *this;
}

Dialect& Dialect::Verdicts(VerdictRule rule) {
  plan_->verdict = rule;
  return *this;
}

Dialect& Dialect::ReadyAtFirstMessage() {
  plan_->ready_at_first_message = true;
  return *this;
}

Dialect& Dialect::Redial(RedialRule rule) {
  plan_->redial = std::move(rule);
  return *this;
}

Dialect& Dialect::Limits(void (*change)(dragoman::Limits&)) {
  change(plan_->limits);
  return *this;
}

Dialect& Dialect::Admission(AdmissionRule rule) {
  plan_->admission = std::move(rule);
  return *this;
}

Dialect& Dialect::Chain(std::shared_ptr<const ChainFormat> format) {
  chain_ = std::move(format);
  return *this;
}

Dialect& Dialect::Inspect(std::shared_ptr<const Inspector> inspector) {
  inspector_ = std::move(inspector);
  return *this;
}

Dialect& Dialect::Rpc(RpcRule rule) {
  if (rule.handle == nullptr) Mistake("the RPC has nobody who answers. Set .handle.");
  rpc_ = std::move(rule);
  return *this;
}

const NetworkEntry* Dialect::FindNetwork(std::string_view name) const {
  for (const NetworkEntry& network : networks_) {
    if (network.name == name) return &network;
  }
  return nullptr;
}

void Dialect::Mistake(std::string text) {
  if (mistake_.empty()) mistake_ = std::move(text);
}

void Dialect::Bind(NativeType type, std::string what, std::function<void(Dialect&, MessagePlan&)> bind) {
  bindings_.push_back({type, std::move(what), std::move(bind)});
}

// A message is received in one place.
void Dialect::Receive(MessagePlan& message) {
  if (message.answer || message.flow >= 0) Mistake("message \"" + message.name + "\" is received twice.");
}

Status Dialect::Finish() {
  if (networks_.empty()) networks_.push_back({"default", 0});
  for (NetworkEntry& network : networks_) {
    if (network.port == 0) network.port = port_;
  }
  for (const Binding& binding : bindings_) {
    const auto found = plan_->types.Find(binding.type);
    if (!found.has_value()) {
      Mistake(binding.what + " is on message type " + std::to_string(binding.type) +
              ", which is not registered. Add a .Message<…>() line.");
    } else {
      binding.bind(*this, plan_->messages[*found]);
    }
  }
  bindings_.clear();
  if (!plan_->framer) Mistake("nothing says how a frame ends. Add a .Frame(…) line.");
  if (!plan_->codec && plan_->framer) {
    for (const MessagePlan& message : plan_->messages) {
      if (message.native <= 255) continue;
      Mistake("the type " + std::to_string(message.native) + " of message \"" + message.name +
              "\" does not fit into one byte. Add a .Codec(…) line.");
    }
    plan_->codec = [make = plan_->framer] { return MakeTypePrefixCodec(make(), 1, std::endian::big); };
  }
  if (inspector_ == nullptr) {
    for (const MessagePlan& message : plan_->messages) {
      if (!message.to_json) Mistake("message \"" + message.name + "\" has no field list and there is no inspector.");
    }
    inspector_ = std::make_shared<FieldInspector>(plan_);
  }
  if (mistake_.empty()) return Ok();
  return Status::Because(Code::kUsage, "dialect \"" + name() + "\": " + mistake_);
}

}  // namespace dragoman
