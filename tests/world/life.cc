#include "tests/world/life.h"

#include <utility>

namespace dragoman::world {
namespace {

constexpr std::chrono::seconds kTickInterval{1};

NodeOptions OptionsOf(const LifeOptions& life) {
  NodeOptions options;
  options.agent = "dragoman/simulated";
  options.on_ready = life.on_ready;
  options.on_lost = life.on_lost;
  options.secret = life.seed | 1;  // evictions are foreseeable here
  return options;
}

}  // namespace

Life::Life(MemoryHost& host, MemoryNetwork& network, LifeOptions options)
    : host_(host),
      network_(network),
      options_(std::move(options)),
      loop_(host),
      router_(host.clock()),
      network_id_(router_.AddNetwork(options_.dialect->family(), options_.network)),
      hearing_(options_.hear ? router_.Subscribe(options_.hear) : Subscription()),
      commits_(loop_, options_.seed, options_.least_disk_time, options_.most_disk_time),
      reads_(loop_, options_.seed + 1, options_.least_disk_time, options_.most_disk_time),
      dialer_(network.DialerOf(options_.place, loop_)),
      node_(options_.dialect->plan(), options_.network, network_id_, router_, host.clock(), metrics_,
            OptionsOf(options_)) {}

// The sessions go first, as they use everything else. The store would commit what is queued: it
// does so on a disk that nobody looks at any more.
Life::~Life() {
  if (!ended_) hearing_ = Subscription();  // the dead tell nothing
  node_.Stop();
  network_.Kill(options_.place);
  if (!ended_ && options_.disk != nullptr) options_.disk->Crash();
  if (store_ != nullptr) store_->OnFault([](const Status&) {});
  reads_.Forget();
  commits_.Forget();
}

Status Life::Start() {
  if (options_.disk != nullptr) DRAGOMAN_TRY(OpenStore());
  DRAGOMAN_TRY(network_.Listen(options_.place + ":" + options_.port, loop_, [this](LinkInfo link, Host& host) {
    return node_.Adopt(std::move(link), host);
  }));
  for (const std::string& upstream : options_.upstreams) node_.Dial(upstream, *dialer_, loop_);
  return Ok();
}

Status Life::OpenStore() {
  const store::StoreOptions options{options_.disk->directory(), router_.Text(network_id_), host_.clock(), commits_};
  Result<std::unique_ptr<store::Store>> store = store::Store::Open(options);
  if (!store.ok()) return store.status();
  store_ = std::move(*store);
  shelf_ = std::make_unique<StoreShelf>(*store_, 3);
  const ChainFormat& format = *options_.dialect->chain_format();
  chain_ = std::make_unique<ChainService>(router_, network_id_, format, options_.network, *shelf_, reads_,
                                          host_.clock());
  store_->OnFault([this](const Status& why) {
    if (!why.ok()) chain_->StorageFault(why);
  });
  DRAGOMAN_TRY(chain_->Start());
  pool_ = std::make_unique<PoolService>(router_, network_id_, format, host_.clock());
  DRAGOMAN_TRY(pool_->Start());
  loop_.Post([this] { Tick(); });
  return Ok();
}

void Life::Tick() {
  chain_->Tick(loop_.Now());
  store_->Tick(loop_.Now());
  loop_.After(kTickInterval, [this] { Tick(); });
}

void Life::SayGoodbye() {
  node_.Stop();
  network_.Leave(options_.place, Status(Code::kShutdown, "the node is stopping"));
}

Status Life::End() {
  ended_ = true;
  network_.Kill(options_.place);
  reads_.Finish();
  commits_.Finish();
  Status flushed = store_ == nullptr ? Ok() : store_->Flush();
  if (store_ != nullptr) store_->OnFault([](const Status&) {});
  pool_.reset();
  chain_.reset();
  shelf_.reset();
  store_.reset();
  return flushed;
}

}  // namespace dragoman::world
