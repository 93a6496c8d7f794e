#include "core/peer/node.h"

#include <random>

namespace dragoman {
namespace {

constexpr Duration kRefusalInterval = std::chrono::seconds(1);
// Of the score of a fault.
constexpr double kLateShare = 0.25;

const Limits& LimitsOf(const Plan& plan, const NodeOptions& options) {
  return options.limits.has_value() ? *options.limits : plan.limits;
}

void Fill(Context& context, const Plan& plan, const NodeOptions& options) {
  context.certificate = options.certificate;
  context.settings = options.settings;
  context.capture = options.capture;
  context.executor = options.executor;
  context.agent = options.agent;
  context.follow = options.follow;
  context.limits = LimitsOf(plan, options);
  context.on_ready = options.on_ready;
}

std::shared_ptr<MemoryBudget> BudgetFor(const NodeOptions& options, const Limits& limits) {
  if (options.budget != nullptr) return options.budget;
  const std::size_t bytes = limits.process_bytes > 0 ? limits.process_bytes : MemoryBudget::QuarterOfMachine();
  return std::make_shared<MemoryBudget>(bytes);
}

std::uint64_t SecretFor(const NodeOptions& options) {
  if (options.secret != 0) return options.secret;
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

}  // namespace

Node::Node(std::shared_ptr<const Plan> plan, std::string network_name, NetworkId network, Router& router,
           const Clock& clock, Metrics& metrics, NodeOptions options)
    : options_(std::move(options)),
      budget_(BudgetFor(options_, LimitsOf(*plan, options_))),
      standing_(context_.limits),
      doorkeeper_(context_.limits, plan->admission, standing_, SecretFor(options_)) {
  Fill(context_, *plan, options_);
  context_.plan = std::move(plan);
  context_.network_name = std::move(network_name);
  context_.network = network;
  context_.router = &router;
  context_.clock = &clock;
  context_.metrics = &metrics;
  context_.budget = budget_.get();
  context_.commons = &commons_;
  context_.shed = [this] { Shed(); };
  context_.judge = [this](const Peer& peer, const Closed& closed) { return Judge(peer, closed); };
}

std::unique_ptr<Session> Node::Make(LinkInfo link, Host& host, std::shared_ptr<PeerCard> card, Gone gone) {
  card->exempt = doorkeeper_.Exempt(*card);
  auto peer = std::make_unique<Peer>(context_, card);
  peer->WhenGone([this, &peer = *peer, gone = std::move(gone)](const Closed& closed) {
    doorkeeper_.Leave(peer.card());
    if (gone) gone(peer, closed);
  });
  // An accepted peer of a wire without a handshake is no half-open one.
  if (link.inbound && !context_.plan->ready_at_first_message && !context_.plan->handshake) card->ready = true;
  doorkeeper_.Enter(std::move(card), peer->Ender(host));
  const Limits& limits = context_.limits;
  const SessionLimits session{.high_water = limits.high_water, .slow_reader = limits.slow_reader, .drain = limits.drain};
  return std::make_unique<Session>(std::move(link), host, context_.plan->framer(), std::move(peer), session);
}

Result<std::unique_ptr<Session>> Node::Adopt(LinkInfo link, Host& host) {
  if (stopped_) return Status(Code::kShutdown, "the node is stopping");
  auto card = std::make_shared<PeerCard>(link.remote, true, host.Now());
  if (Status unwanted = doorkeeper_.Admit(*card, link.local, host.Now()); !unwanted.ok()) {
    Refused(link.remote, unwanted);
    return unwanted;
  }
  return Make(std::move(link), host, std::move(card), {});
}

Status Node::Screen(const LinkInfo& link) {
  const PeerCard card(link.remote, true, link.since);
  Status unwanted = doorkeeper_.Screen(card);
  if (!unwanted.ok()) Refused(link.remote, unwanted);
  return unwanted;
}

// A flood of refusals must not become a flood of events: one a second, with the number of the others.
void Node::Refused(const std::string& remote, const Status& why) {
  if (stopped_) return;
  const std::string name(Name(why.code()));
  context_.metrics->ForThisThread("dragoman_refused_total{dialect=\"" + context_.plan->name + "\",reason=\"" + name + "\"}").Add();
  event::PeerRefused refused;
  refused.reason = why.ToString();
  {
    const std::lock_guard lock(refusals_mutex_);
    const Instant now = context_.clock->Now();
    if (refusal_told_ != Instant() && now - refusal_told_ < kRefusalInterval) {
      ++refusals_untold_;
      return;
    }
    refusal_told_ = now;
    refused.others = std::exchange(refusals_untold_, 0);
  }
  Event event;
  event.network = context_.network;
  event.peer = remote;
  event.body = std::move(refused);
  context_.router->Publish(std::move(event));
}

void Node::Shed() {
  doorkeeper_.ShedNewest(
      Status(Code::kOverload, "the peers together keep more than {} bytes; the one that came last goes", budget_->limit()));
}

// A fault of the peer's counts against its address; being late counts less, and to refuse us is none.
bool Node::Judge(const Peer& peer, const Closed& closed) {
  ends_.Add({context_.clock->WallNanos(), peer.card().address, closed.why.ToString(), closed.by});
  const PeerCard& card = peer.card();
  if (context_.plan->verdict != nullptr) return Sentence(card, closed);
  const bool theirs = closed.by == ClosedBy::kUs && closed.why.fault() == FaultClass::kPeer;
  if (!theirs || closed.why.code() == Code::kRefused || !card.inbound || doorkeeper_.Exempt(card)) return false;
  const double points = context_.limits.fault_score * (closed.why.code() == Code::kTimedOut ? kLateShare : 1);
  const bool turned_away = standing_.Blame(*card.ip, points, closed.why.Text(), peer.Now());
  if (turned_away) doorkeeper_.EndAll(*card.ip, Status(Code::kClosed, "its address is turned away"));
  return turned_away;
}

// Where the wire has bans of its own they replace scores. Its other links stay.
bool Node::Sentence(const PeerCard& card, const Closed& closed) {
  const Verdict* verdict = closed.why.verdict();
  if (verdict == nullptr || verdict->ban_seconds == 0 || card.exempt) return false;
  standing_.Ban(*card.ip, std::chrono::seconds(verdict->ban_seconds), closed.why.Text(), context_.clock->Now());
  return true;
}

void Node::Ban(const IpAddress& address, Duration time, const std::string& reason) {
  standing_.Ban(address, time, reason, context_.clock->Now());
  doorkeeper_.EndAll(address, Status::Because(Code::kClosed, "its address is banned: " + reason));
}

void Node::Dial(const std::string& address, Dialer& dialer, Host& host) {
  auto target = std::make_shared<Target>();
  target->address = address;
  target->dialer = &dialer;
  target->host = &host;
  Connect(target);
}

void Node::Connect(const std::shared_ptr<Target>& target) {
  if (stopped_) return;
  const std::optional<IpAddress> ip = IpAddress::Parse(HostOf(target->address));
  if (const auto away = ip.has_value() ? standing_.Find(*ip, context_.clock->Now()) : std::nullopt) {
    const Duration left = away->until - context_.clock->Now();
    PublishDialFailed(target->address, Status(Code::kClosed, "its address is turned away"), left);
    target->host->After(left, [this, target] { Connect(target); });
    return;
  }
  auto adopt = [this, target](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
    if (stopped_) return Status(Code::kShutdown, "the node is stopping");
    target->failures = 0;
    auto card = std::make_shared<PeerCard>(link.remote, false, host.Now());
    card->configured = true;
    return Make(std::move(link), host, std::move(card), [this, target](const Peer& peer, const Closed& closed) {
      const Reached reached = peer.ready() ? Reached::kPeer : Reached::kLink;
      target->host->Post([this, target, reached, why = closed.why] { Missed(target, reached, why); });
    });
  };
  target->dialer->Dial(target->address, std::move(adopt),
                       [this, target](const Status& why) { Missed(target, Reached::kNothing, why); });
}

void Node::Try(const std::string& address, Dialer& dialer, Host& host, std::function<void(const Status&)> ended,
               Errand errand) {
  if (stopped_) return;
  const auto failed = [this, address, ended](const Status& why) {
    if (stopped_) return;
    PublishDialFailed(address, why, std::nullopt);
    ended(why);
  };
  const std::optional<IpAddress> ip = IpAddress::Parse(HostOf(address));
  if (ip.has_value() && standing_.Find(*ip, context_.clock->Now()).has_value()) {
    host.Post([failed] { failed(Status(Code::kClosed, "its address is turned away")); });
    return;
  }
  auto adopt = [this, ended, failed, errand](LinkInfo link, Host& owner) -> Result<std::unique_ptr<Session>> {
    if (stopped_) return Status(Code::kShutdown, "the node is stopping");
    auto card = std::make_shared<PeerCard>(link.remote, false, owner.Now());
    card->errand = errand;
    return Make(std::move(link), owner, std::move(card),
                [this, ended, failed, at = &owner](const Peer& peer, const Closed& closed) {
                  // The end of a peer that was connected is an event already, and what we end ourselves is no failure.
                  const bool quiet = peer.ready() || closed.why.code() == Code::kClosed;
                  at->Post([this, ended, failed, quiet, why = closed.why] {
                    if (!quiet) return failed(why);
                    if (!stopped_) ended(why);
                  });
                });
  };
  dialer.Dial(address, std::move(adopt), failed);
}

void Node::Missed(const std::shared_ptr<Target>& target, Reached reached, const Status& why) {
  if (stopped_) return;
  ++target->failures;
  std::optional<Duration> retry;
  if (options_.redial && context_.plan->redial) {
    retry = context_.plan->redial(target->failures, reached != Reached::kNothing, why);
  }
  // The end of a peer that was connected is an event already.
  if (reached != Reached::kPeer || !retry.has_value()) PublishDialFailed(target->address, why, retry);
  if (!retry.has_value()) {
    if (options_.on_lost) options_.on_lost(why);
    return;
  }
  target->host->After(*retry, [this, target] { Connect(target); });
}

void Node::PublishDialFailed(const std::string& address, const Status& why, std::optional<Duration> retry) {
  event::DialFailed failed;
  failed.reason = why.ToString();
  if (retry.has_value()) failed.retry_in = std::chrono::duration<double>(*retry).count();
  Event event;
  event.network = context_.network;
  event.peer = address;
  event.body = std::move(failed);
  context_.router->Publish(std::move(event));
}

}  // namespace dragoman
