// A Flowee node of ours with several connections, each fed by hand.
#pragma once

#include "tests/vectors/flowee_hub.h"

namespace dragoman::flowee {

class Lines {
 public:
  // The genesis block alone, or the recorded chain.
  explicit Lines(bool whole_chain)
      : registry_(testing::Registered(flowee::Register)), world_(clock_) {
    const Dialect& dialect = testing::Chosen(*registry_, "flowee");
    const NetworkId network = world_.router.AddNetwork("flowee", "regtest");
    services_ = HubSetup(whole_chain).serve(world_, network);
    node_ = std::make_unique<Node>(dialect.plan(), "regtest", network, world_.router, clock_,
                                   world_.metrics, NodeOptions());
  }

  std::size_t Connect() {
    LinkInfo link;
    link.inbound = true;
    link.remote = "127.0.0.1:" + std::to_string(50000 + sessions_.size());
    link.local = "127.0.0.1:7000";
    Result<std::unique_ptr<Session>> session = node_->Adopt(link, world_.host);
    EXPECT_TRUE(session.ok());
    sessions_.push_back(std::move(*session));
    sessions_.back()->Open();
    Settle();
    return sessions_.size() - 1;
  }
  void Say(std::size_t line, Bytes bytes) {
    sessions_[line]->Feed(Slice::Copy(bytes));
    Settle();
  }
  // Everything since the last call.
  ByteVector Heard(std::size_t line) {
    ByteVector heard;
    std::array<Bytes, 4> runs;
    for (std::size_t filled; (filled = sessions_[line]->out().Peek(runs)) > 0;) {
      std::size_t count = 0;
      for (std::size_t i = 0; i < filled; ++i) {
        heard.insert(heard.end(), runs[i].begin(), runs[i].end());
        count += runs[i].size();
      }
      if (count == 0) break;
      sessions_[line]->DropOut(count);
    }
    return heard;
  }
  // Ends the connection from the other side.
  void Drop(std::size_t line) {
    sessions_[line]->Ended(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
    Settle();
  }
  bool connected(std::size_t line) const { return !sessions_[line]->closing(); }
  std::string closed_because(std::size_t line) const {
    return sessions_[line]->closed().why.Text();
  }
  HubChain& services() {
    return static_cast<HubChain&>(*std::static_pointer_cast<HubChain>(services_));
  }
  testing::World& world() { return world_; }
  ManualClock& clock() { return clock_; }

 private:
  void Settle() {
    for (std::size_t ran = 1; ran > 0;) {
      ran = world_.host.RunDue() + world_.executor.RunAll();
      for (const auto& session : sessions_) {
        if (session->NextDeadline() > clock_.Now()) continue;
        session->Tick();
        ++ran;
      }
    }
  }

  ManualClock clock_;
  const std::shared_ptr<const DialectRegistry> registry_;
  testing::World world_;
  std::shared_ptr<void> services_;
  std::unique_ptr<Node> node_;
  std::vector<std::unique_ptr<Session>> sessions_;
};

}  // namespace dragoman::flowee
