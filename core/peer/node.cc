#include "core/peer/node.h"

namespace dragoman {

Node::Node(std::shared_ptr<const Plan> plan, std::string network_name, NetworkId network, Router& router,
           const Clock& clock, Metrics& metrics, NodeOptions options)
    : options_(std::move(options)) {
  context_.plan = std::move(plan);
  context_.network_name = std::move(network_name);
  context_.network = network;
  context_.router = &router;
  context_.clock = &clock;
  context_.metrics = &metrics;
  context_.capture = options_.capture;
  context_.agent = options_.agent;
  context_.follow = options_.follow;
  context_.on_ready = options_.on_ready;
}

std::unique_ptr<Session> Node::Make(LinkInfo link, Host& host, std::function<void(const Peer&, const Closed&)> gone) {
  auto peer = std::make_unique<Peer>(context_, link);
  peer->WhenGone([&peer = *peer, gone = std::move(gone)](const Closed& closed) { gone(peer, closed); });
  return std::make_unique<Session>(std::move(link), host, context_.plan->framer(), std::move(peer));
}

Result<std::unique_ptr<Session>> Node::Adopt(LinkInfo link, Host& host) {
  if (stopped_) return Status(Code::kShutdown, "the node is stopping");
  if (inbound_.fetch_add(1) >= options_.max_inbound) {
    --inbound_;
    return Status(Code::kOverload, "{} peers are connected to us, no more are taken", options_.max_inbound);
  }
  return Make(std::move(link), host, [this](const Peer&, const Closed&) { --inbound_; });
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
  auto adopt = [this, target](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
    if (stopped_) return Status(Code::kShutdown, "the node is stopping");
    ++outbound_;
    target->failures = 0;
    return Make(std::move(link), host, [this, target](const Peer& peer, const Closed& closed) {
      --outbound_;
      const Reached reached = peer.ready() ? Reached::kPeer : Reached::kLink;
      target->host->Post([this, target, reached, why = closed.why] { Missed(target, reached, why); });
    });
  };
  target->dialer->Dial(target->address, std::move(adopt),
                       [this, target](const Status& why) { Missed(target, Reached::kNothing, why); });
}

void Node::Missed(const std::shared_ptr<Target>& target, Reached reached, const Status& why) {
  if (stopped_) return;
  ++target->failures;
  std::optional<Duration> retry;
  if (options_.redial && context_.plan->redial) {
    retry = context_.plan->redial(target->failures, reached != Reached::kNothing, why);
  }
  // The end of a peer that was connected is an event already.
  if (reached != Reached::kPeer || !retry.has_value()) PublishDialFailed(*target, why, retry);
  if (!retry.has_value()) {
    if (options_.on_lost) options_.on_lost(why);
    return;
  }
  target->host->After(*retry, [this, target] { Connect(target); });
}

void Node::PublishDialFailed(const Target& target, const Status& why, std::optional<Duration> retry) {
  event::DialFailed failed;
  failed.reason = why.ToString();
  if (retry.has_value()) failed.retry_in = std::chrono::duration<double>(*retry).count();
  Event event;
  event.network = context_.network;
  event.peer = target.address;
  event.body = std::move(failed);
  context_.router->Publish(std::move(event));
}

}  // namespace dragoman
