#include "apps/dragoman/instance.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "apps/dragoman/connect_once.h"
#include "core/base/version.h"
#include "core/peer/ip_range.h"
#include "services/chain/block_import.h"
#include "services/peers/system_resolver.h"

namespace dragoman {
namespace {

constexpr std::chrono::seconds kTickInterval{1};
// Reads of blocks that are asked for and not in memory; more than this wait with their peers.
constexpr std::size_t kMaxQueuedReads = 4096;
// The store has at most one commit under way and one to come.
constexpr std::size_t kMaxQueuedCommits = 16;

[[noreturn]] void EndAbruptly(const std::function<void()>& before, ExitCode code) {
  if (before) before();
  std::_Exit(static_cast<int>(code));
}

}  // namespace

Instance::Instance(InstanceOptions options)
    : options_(std::move(options)),
      router_(clock_),
      loops_(clock_, options_.loops),
      network_(router_.AddNetwork(options_.dialect->family(), options_.network)) {
  loop().OnSignal([this](int number) { OnSignal(number); });
}

Instance::~Instance() { (void)Close(); }

Status Instance::Open() {
  loops_.Start();
  if (options_.chain || !options_.store.empty()) DRAGOMAN_TRY(OpenStore());
  DRAGOMAN_TRY(OpenNode());
  if (options_.chain && options_.dialect->gossip().has_value()) DRAGOMAN_TRY(OpenBook());
  return Ok();
}

Status Instance::OpenBook() {
  PeersOptions options;
  options.default_port = options_.dialect->FindNetwork(options_.network)->port;
  for (const GossipRule& rule : *options_.dialect->gossip()) {
    if (rule.network != options_.network) continue;
    options.dns = rule.dns;
    options.introducer = rule.introducer;
  }
  if (const auto said = options_.node.settings.find("outbound"); said != options_.node.settings.end()) {
    options.outbound = static_cast<std::size_t>(std::stoull(said->second));
  }
  if (store_ != nullptr) book_shelf_ = std::make_unique<StoreBook>(*store_);
  peers_ = std::make_unique<PeersService>(router_, network_, clock_, std::move(options), book_shelf_.get());
  DRAGOMAN_TRY(peers_->Start());
  loop().Post([this] { RunBook(); });
  return Ok();
}

void Instance::RunBook() {
  PeersHands hands;
  hands.dial = [this](const std::string& address, peers::Purpose purpose, PeersHands::Ended ended) {
    const Errand errand = purpose == peers::Purpose::kIntroducer ? Errand::kAddresses : Errand::kCompany;
    node_->Try(address, wires_->dialer(), loop(), std::move(ended), errand);
  };
  hands.resolve = [this](const std::string& server, PeersHands::Found found) {
    peers::ResolveBySystem(server, loop().Poster(), std::move(found));
  };
  hands.allowed = [this](const IpAddress& address) { return !node_->standing().Find(address, clock_.Now()).has_value(); };
  peers_->Run(loop(), std::move(hands));
}

Status Instance::OpenNode() {
  NodeOptions options = options_.node;
  options.agent = kAgent;
  options.executor = reads_.get();
  std::optional<Identity> identity;
  if (const std::optional<TlsRule>& tls = options_.dialect->tls()) {
    Result<Identity> taken = TakeIdentity(*tls, options_.certificate, options_.key, options_.store);
    if (!taken.ok()) return taken.status();
    identity = std::move(*taken);
    options.certificate = identity->der;
  }
  Result<std::unique_ptr<Wires>> wires =
      Wires::Make(*options_.dialect, identity, loops_[0], DialOptions{.from = options_.from});
  if (!wires.ok()) {
    if (options_.certificate.empty()) return wires.status();
    return Status::Because(wires.status().code(),
                           options_.certificate + " and " + options_.key + ": " + wires.status().Text());
  }
  wires_ = std::move(*wires);
  node_ = std::make_unique<Node>(options_.plan != nullptr ? options_.plan : options_.dialect->plan(), options_.network,
                                 network_, router_, clock_, metrics_, std::move(options));
  dialing_ = node_.get();
  if (stopping()) node_->Stop();
  return Ok();
}

Status Instance::OpenStore() {
  commits_ = std::make_unique<ThreadPool>(1, kMaxQueuedCommits);
  store::StoreOptions options{options_.store, network_text(), clock_, *commits_};
  Result<std::unique_ptr<store::Store>> store = store::Store::Open(options);
  if (!store.ok()) return store.status();
  store_ = std::move(*store);
  const ChainFormat* format = options_.dialect->chain_format();
  if (options_.chain && format != nullptr) {
    shelf_ = std::make_unique<StoreShelf>(*store_, format->CheckLevel());
    reads_ = std::make_unique<ThreadPool>(1, kMaxQueuedReads);
    chain_ = std::make_unique<ChainService>(router_, network_, *format, options_.network, *shelf_, *reads_, clock_);
    store_->OnFault([this](const Status& why) {
      if (!why.ok()) chain_->StorageFault(why);
    });
    DRAGOMAN_TRY(chain_->Start());
    pool_ = std::make_unique<PoolService>(router_, network_, *format, clock_);
    DRAGOMAN_TRY(pool_->Start());
  }
  loop().Post([this] { Tick(); });
  return Ok();
}

void Instance::Tick() {
  const Instant now = clock_.Now();
  if (chain_ != nullptr) chain_->Tick(now);
  store_->Tick(now);
  loop().After(kTickInterval, [this] { Tick(); });
}

Status Instance::Import(const std::string& file) {
  if (chain_ == nullptr) {
    return Status::Because(Code::kUnsupported, "the dialect " + options_.dialect->name() + " imports no files");
  }
  return ImportFile(*chain_, file, [this] { return stopping(); }).status();
}

Status Instance::Listen(const std::string& address) {
  Result<Listener> listener = wires_->Listen(address, loops_.all(), *node_);
  if (!listener.ok()) return listener.status();
  listener_ = std::move(*listener);
  node_->ListensOn(PortOf(listener_->address()));
  Publish(event::Listening{listener_->address()});
  return Ok();
}

void Instance::Dial(const std::string& address) {
  loop().Post([this, address] { node_->Dial(address, wires_->dialer(), loop()); });
}

Result<std::string> Instance::OpenRpc(const std::string& address, const RpcKeys& keys) {
  const std::optional<RpcRule>& rule = options_.dialect->rpc();
  if (!rule.has_value()) {
    return Status::Because(Code::kUnsupported, "the dialect " + options_.dialect->name() + " has no RPC");
  }
  RpcGround ground;
  ground.node = node_.get();
  ground.dial = [this](const std::string& to, std::function<void(Status)> done) {
    loop().Post([this, to, done = std::move(done)] { ConnectOnce(*node_, wires_->dialer(), loop(), to, done); });
  };
  ground.stop = [this] {
    if (!stopping()) EndWithin(kShutdownPatience);
    Stop("told to end by RPC");
  };
  Result<std::unique_ptr<RpcDoor>> door = RpcDoor::Open(address, keys, *rule, std::move(ground), loops_.all(),
                                                         Wires::Opening(node_->limits()));
  if (!door.ok()) return door.status();
  rpc_ = std::move(*door);
  return rpc_->address();
}

void Instance::Wait() { loops_.Join(); }

// The thread outlives the instance where that ends in time and its process goes on for a moment.
void Instance::EndWithin(Duration patience) {
  std::thread([before = options_.before_abrupt_end, patience] {
    std::this_thread::sleep_for(patience);
    EndAbruptly(before, ExitCode::kOk);
  }).detach();
}

void Instance::OnSignal(int number) {
  if (stopping()) EndAbruptly(options_.before_abrupt_end, static_cast<ExitCode>(128 + number));
  EndWithin(kShutdownPatience);
  Stop(number == SIGINT ? "interrupted" : "told to end");
}

void Instance::Stop(std::string reason) {
  if (stopping_.exchange(true)) return;
  stop_reason_ = std::move(reason);
  if (Node* const node = dialing_) node->Stop();
  loops_.Stop();
}

Status Instance::Close() {
  loops_.StopNow();
  loops_.Join();
  rpc_.reset();    // its calls are over before the services that they ask
  reads_.reset();  // what was asked of the chain is answered before it goes
  if (peers_ != nullptr && store_ != nullptr) (void)peers_->Save();
  Status flushed = store_ == nullptr ? Ok() : store_->Flush();
  if (!stop_reason_.empty()) Publish(event::Stopped{std::exchange(stop_reason_, {})});
  if (store_ != nullptr) store_->OnFault([](const Status&) {});
  pool_.reset();
  chain_.reset();
  peers_.reset();
  book_shelf_.reset();
  shelf_.reset();
  store_.reset();
  return flushed;
}

void Instance::Publish(EventBody body) {
  Event event;
  event.network = network_;
  event.body = std::move(body);
  router_.Publish(std::move(event));
}

}  // namespace dragoman
