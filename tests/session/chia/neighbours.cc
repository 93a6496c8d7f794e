#include "tests/session/chia/neighbours.h"

#include "dialects/chia/messages/shared.h"
#include "dialects/dialects.h"

namespace dragoman::chia {
namespace {

constexpr int kMostRounds = 10'000;

Neighbours::Serve Chain(const std::vector<Slice>& blocks, const std::string& name) {
  struct Served {
    toy::MemoryShelf shelf;
    std::shared_ptr<const DialectRegistry> registry = testing::Registered(Register);
    std::unique_ptr<ChainService> service;
  };
  return [blocks, name](testing::World& world, NetworkId network) -> std::shared_ptr<void> {
    auto served = std::make_shared<Served>();
    served->service = std::make_unique<ChainService>(world.router, network, *served->registry->Find("chia")->chain_format(),
                                                     name, served->shelf, world.executor, world.clock);
    EXPECT_TRUE(served->service->Start().ok());
    for (const Slice& raw : blocks) {
      const Result<chain::Accepted> accepted = served->service->Accept(raw, "");
      EXPECT_TRUE(accepted.ok()) << accepted.status().ToString();
    }
    return served;
  };
}

}  // namespace

Neighbours::Neighbours(const std::vector<Slice>& blocks, const std::string& network)
    : Neighbours(Chain(blocks, network), network) {}

Neighbours::Neighbours(const Serve& serve, const std::string& network)
    : registry_(testing::Registered(Register)), world_(clock_), network_(world_.router.AddNetwork("chia", network)) {
  subscription_ = world_.router.Subscribe([this](const Event& event) { events_.push_back(event); });
  services_ = serve(world_, network_);
  NodeOptions options;
  options.agent = "dragoman";
  options.executor = &world_.executor;
  options.secret = 1;
  node_ = std::make_unique<Node>(registry_->Find("chia")->plan(), network, network_, world_.router, clock_, world_.metrics,
                                 std::move(options));
}

Neighbours::~Neighbours() { links_.clear(); }

void Neighbours::Come(const std::string& remote, const Words& words) {
  LinkInfo link;
  link.inbound = true;
  link.remote = remote;
  link.certificate = "the certificate of " + remote;
  Result<std::unique_ptr<Session>> session = node_->Adopt(link, world_.host);
  ASSERT_TRUE(session.ok()) << session.status().ToString();
  links_[remote] = std::move(*session);
  links_[remote]->Open();
  Handshake handshake;
  handshake.network_id = node_->context().network_name;
  handshake.protocol_version = words.protocol_version;
  handshake.software_version = words.software_version;
  handshake.server_port = 8444;
  handshake.node_type = words.node_type;
  std::vector<std::tuple<std::uint16_t, Text>> capabilities;
  for (const std::uint16_t number : words.capabilities) capabilities.emplace_back(number, "1");
  handshake.capabilities = capabilities;
  Tell(remote, handshake);
  if (!words.windows.empty()) {
    std::vector<std::tuple<std::uint8_t, std::uint16_t>> settings;
    for (const RequestWindow& window : words.windows) settings.emplace_back(window.type, window.window);
    ConfigureWindowSizes sizes;
    sizes.settings = settings;
    Tell(remote, sizes);
  }
  Heard(remote);
}

void Neighbours::Leave(const std::string& remote) {
  links_.at(remote)->Ended(ClosedBy::kPeer, Status(Code::kClosed, "it went"));
  Settle();
  links_.erase(remote);
  Settle();
}

void Neighbours::TellAtOnce(const std::string& remote, const std::vector<Slice>& frames) {
  TellAtOnceWithoutTimers(remote, frames);
  Settle();
}

void Neighbours::TellAtOnceWithoutTimers(const std::string& remote, const std::vector<Slice>& frames) {
  {
    Session& session = *links_.at(remote);
    const Session::Batch batch(session);
    for (const Slice& frame : frames) session.Deliver(frame);
  }
  while (Work() > 0) {
  }
}

std::size_t Neighbours::Work() { return world_.host.RunDue() + world_.executor.RunAll(); }

std::vector<Envelope> Neighbours::Heard(const std::string& remote) {
  const ByteVector sent = TakeSent(*links_.at(remote));
  std::vector<Envelope> heard;
  for (std::size_t at = 0; at < sent.size();) {
    const Result<FrameHeader> header = ReadFrameHeader(Bytes(sent).subspan(at));
    EXPECT_TRUE(header.ok()) << header.status().ToString();
    if (!header.ok()) break;
    Envelope& envelope = heard.emplace_back();
    envelope.native = header->type;
    if (header->id.has_value()) envelope.id = *header->id;
    envelope.body = Slice::Copy(Bytes(sent).subspan(at + header->size, header->body));
    at += header->size + header->body;
  }
  return heard;
}

std::vector<NativeType> Neighbours::HeardTypes(const std::string& remote) {
  std::vector<NativeType> types;
  for (const Envelope& envelope : Heard(remote)) types.push_back(envelope.native);
  return types;
}

std::string Neighbours::End(const std::string& remote) const {
  const Session& session = *links_.at(remote);
  if (!session.closing()) return "";
  const Verdict* verdict = session.closed().why.verdict();
  if (verdict == nullptr) return "no verdict: " + session.closed().why.Text();
  return std::to_string(verdict->close_code) + ' ' + std::to_string(verdict->ban_seconds);
}

std::size_t Neighbours::Held(const std::string& remote) const {
  for (const PeerView& view : node_->Peers()) {
    if (view.address == remote) return view.held;
  }
  ADD_FAILURE() << remote << " is not connected";
  return 0;
}

std::string Neighbours::Faults() const {
  std::string text;
  for (const Event& event : events_) {
    if (const auto* fault = std::get_if<event::Fault>(&event.body)) text += fault->where + ": " + fault->text + "\n";
  }
  return text;
}

void Neighbours::Settle() {
  for (int round = 0; round < kMostRounds; ++round) {
    std::size_t ran = Work();
    for (auto& [remote, session] : links_) {
      if (session->finished() || session->NextDeadline() > clock_.Now()) continue;
      session->Tick();
      ++ran;
    }
    if (ran == 0) return;
  }
  ADD_FAILURE() << "it does not come to rest";
}

void Neighbours::Advance(Duration by) {
  const Instant until = clock_.Now() + by;
  for (;;) {
    Instant next = world_.host.NextTimer();
    for (const auto& [remote, session] : links_) {
      if (!session->finished()) next = std::min(next, session->NextDeadline());
    }
    if (next > until) break;
    clock_.Advance(std::max(next, clock_.Now()) - clock_.Now());
    Settle();
  }
  clock_.Advance(until - clock_.Now());
  Settle();
}

}  // namespace dragoman::chia
