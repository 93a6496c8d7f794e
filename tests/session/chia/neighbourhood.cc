#include "tests/session/chia/neighbourhood.h"

#include "dialects/chia/block_facts.h"

namespace dragoman::chia {

Neighbourhood::Neighbourhood(const Plan& plan)
    : plan_(plan),
      clock_(plan.wall_seconds * 1'000'000'000),
      registry_(testing::Registered(chia::Register)),
      world_(clock_),
      network_(world_.router.AddNetwork("chia", plan.network)) {
  subscription_ = world_.router.Subscribe([this](const Event& event) { events_.push_back(event); });
  if (plan.serve) {
    plan.serve(world_, network_);
  } else {
    chain_ = std::make_unique<ChainService>(world_.router, network_, format(), plan.network, shelf_, world_.executor, clock_);
    EXPECT_TRUE(chain_->Start().ok());
  }
  for (const Slice& raw : plan.blocks) {
    const Result<chain::Accepted> accepted = chain_->Accept(raw, "");
    EXPECT_TRUE(accepted.ok()) << accepted.status().ToString();
  }
  const auto rules = registry_->Find("chia")->plan();
  NodeOptions options;
  options.agent = "dragoman";
  options.settings = plan.settings;
  options.certificate = "ours";
  options.executor = &world_.executor;
  options.secret = 1;
  options.limits = rules->limits;
  options.limits->exempt.insert(options.limits->exempt.end(), plan.exempt.begin(), plan.exempt.end());
  node_ = std::make_unique<Node>(rules, plan.network, network_, world_.router, clock_, world_.metrics, std::move(options));
}

Neighbourhood::~Neighbourhood() {
  node_->Stop();
  links_.clear();
  gone_.clear();
}

void Neighbourhood::Open(const std::string& remote, Result<std::unique_ptr<Session>> session) {
  ASSERT_TRUE(session.ok()) << session.status().ToString();
  Place& place = links_[remote];
  if (place.session != nullptr) gone_.push_back(std::move(place.session));
  place.heard.clear();
  place.session = std::move(*session);
  place.session->Open();
}

void Neighbourhood::Dial(const std::string& address, Adopt adopt, std::function<void(Status)>) {
  dials_.push_back(address);
  LinkInfo link;
  link.remote = address;
  link.local = "10.0.0.1:50000";
  link.certificate = certificates_.at(address);
  Open(address, adopt(link, world_.host));
}

void Neighbourhood::Come(const std::string& remote, const std::string& certificate) {
  LinkInfo link;
  link.remote = remote;
  link.inbound = true;
  link.certificate = certificate.empty() ? remote : certificate;
  Open(remote, node_->Adopt(link, world_.host));
  Settle();
}

void Neighbourhood::Name(const std::string& address, const std::string& certificate) {
  certificates_[address] = certificate.empty() ? address : certificate;
  node_->Dial(address, *this, world_.host);
  Settle();
}

void Neighbourhood::ShakeHands(const std::string& remote, const Stranger& who) {
  Handshake words;
  words.network_id = plan_.network;
  words.protocol_version = "0.0.36";
  words.software_version = "2.7.5";
  words.server_port = who.server_port;
  words.node_type = who.node_type;
  words.capabilities = {{1, "1"}, {2, "1"}, {3, "1"}};
  if (who.windows) words.capabilities = {{1, "1"}, {2, "1"}, {3, "1"}, {7, "1"}};
  Tell(remote, words);
}

void Neighbourhood::Meet(const std::string& remote, const Stranger& who) {
  Come(remote);
  ShakeHands(remote, who);
  EXPECT_EQ(End(remote), "open");
  Heard(remote);
}

void Neighbourhood::Lose(const std::string& remote) {
  links_.at(remote).session->Ended(ClosedBy::kNetwork, Status(Code::kLost, "gone"));
  Settle();
}

void Neighbourhood::Collect(Place& place) {
  const ByteVector sent = TakeSent(*place.session);
  for (std::size_t at = 0; at < sent.size();) {
    const Result<FrameHeader> header = ReadFrameHeader(Bytes(sent).subspan(at));
    ASSERT_TRUE(header.ok());
    Envelope& envelope = place.heard.emplace_back();
    envelope.native = header->type;
    if (header->id.has_value()) envelope.id = *header->id;
    envelope.body = Slice::Copy(Bytes(sent).subspan(at + header->size, header->body));
    at += header->size + header->body;
  }
}

void Neighbourhood::Settle() {
  constexpr int kMostRounds = 1'000'000;
  for (int round = 0; round < kMostRounds; ++round) {
    std::size_t ran = world_.host.RunDue() + world_.executor.RunAll();
    for (auto& [remote, place] : links_) {
      if (!place.session->closing() && place.session->NextDeadline() <= clock_.Now()) {
        place.session->Tick();
        ++ran;
      }
      Collect(place);
    }
    if (ran == 0) return;
  }
  FAIL() << "it does not come to rest";
}

Instant Neighbourhood::NextDeadline() const {
  Instant next = world_.host.NextTimer();
  for (const auto& [remote, place] : links_) {
    if (!place.session->closing()) next = std::min(next, place.session->NextDeadline());
  }
  return next;
}

void Neighbourhood::Advance(Duration by) {
  const Instant until = clock_.Now() + by;
  for (Instant next; (next = NextDeadline()) <= until;) {
    clock_.Advance(std::max(next, clock_.Now()) - clock_.Now());
    Settle();
  }
  clock_.Advance(until - clock_.Now());
  Settle();
}

std::vector<Envelope> Neighbourhood::Heard(const std::string& remote) { return std::exchange(links_.at(remote).heard, {}); }

std::string Neighbourhood::Types(const std::string& remote) {
  std::string types;
  for (const Envelope& message : Heard(remote)) types += (types.empty() ? "" : " ") + std::to_string(message.native);
  return types;
}

std::string Neighbourhood::Serve(const std::string& remote, const std::vector<Slice>& chain) {
  std::string asked;
  for (;;) {
    bool any = false;
    for (const Envelope& question : Heard(remote)) {
      if (question.native == RequestBlock::kType) {
        RespondBlock answer;
        answer.block = decltype(answer.block)::Of(chain.at(ReadMessage<RequestBlock>(question.body)->height));
        Tell(remote, answer, question.id);
      } else if (question.native == RequestBlocks::kType) {
        const RequestBlocks range = *ReadMessage<RequestBlocks>(question.body);
        std::vector<FullBlock> blocks;
        for (std::uint32_t height = range.start_height; height <= range.end_height; ++height) {
          blocks.push_back(*ReadMessage<FullBlock>(chain.at(height)));
        }
        RespondBlocks answer;
        answer.start_height = range.start_height;
        answer.end_height = range.end_height;
        answer.blocks = blocks;
        Tell(remote, answer, question.id);
      } else {
        continue;
      }
      any = true;
      asked += (asked.empty() ? "" : " ") + std::to_string(question.native);
    }
    if (!any) return asked;
  }
}

std::string Neighbourhood::End(const std::string& remote) {
  const Session& session = *links_.at(remote).session;
  if (!session.closing()) return "open";
  const Verdict* verdict = session.closed().why.verdict();
  if (verdict == nullptr) return "no verdict: " + session.closed().why.Text();
  return std::to_string(verdict->close_code) + ", ban " + std::to_string(verdict->ban_seconds) + ": " +
         session.closed().why.Text();
}

NewPeak PeakOf(const FullBlock& block) {
  const BlockFacts facts = FactsOf(block);
  NewPeak peak;
  peak.header_hash = facts.hash;
  peak.height = facts.height;
  peak.weight = facts.weight;
  peak.unfinished_reward_block_hash = facts.unfinished_hash;
  return peak;
}

}  // namespace dragoman::chia
