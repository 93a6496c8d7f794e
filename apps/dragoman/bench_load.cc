#include "apps/dragoman/bench_load.h"

#include "apps/dragoman/wires.h"
#include "core/base/version.h"
#include "core/peer/node.h"
#include "services/load/asker.h"
#include "transports/tcp/loop.h"

namespace dragoman {
namespace {

constexpr std::chrono::seconds kConnectPatience{10};
constexpr std::chrono::milliseconds kLookInterval{50};

// All of it runs on one loop, so nothing of it is shared between threads.
class Client {
 public:
  Client(const Dialect& dialect, const std::string& network, const Envelope& question, const LoadPlan& plan,
         const std::atomic<bool>& stop)
      : dialect_(dialect),
        network_(network),
        plan_(plan),
        question_(question),
        stop_(stop),
        router_(clock_),
        loop_(clock_),
        network_id_(router_.AddNetwork(dialect.family(), network)) {}

  // A node each, with a certificate of its own: the manners of one node towards one other would not let it connect so
  // often.
  Status AddNode() {
    NodeOptions options;
    options.agent = kAgent;
    options.follow = false;
    options.redial = false;
    options.on_ready = [this](Peer& peer) { Ready(peer); };
    options.on_lost = [this](const Status& why) { Finish(why); };
    std::optional<Identity> identity;
    if (const std::optional<TlsRule>& tls = dialect_.tls()) {
      Result<Identity> taken = TakeIdentity(*tls, "", "", "");
      if (!taken.ok()) return taken.status();
      identity = std::move(*taken);
      options.certificate = identity->der;
    }
    Result<std::unique_ptr<Wires>> wires = Wires::Make(dialect_, identity, loop_, {});
    if (!wires.ok()) return wires.status();
    wires_.push_back(std::move(*wires));
    nodes_.push_back(
        std::make_unique<Node>(dialect_.plan(), network_, network_id_, router_, clock_, metrics_, std::move(options)));
    return Ok();
  }

  Result<LoadRow> Run() {
    loop_.Post([this] {
      for (std::size_t i = 0; i < nodes_.size(); ++i) nodes_[i]->Dial(plan_.address, wires_[i]->dialer(), loop_);
      loop_.After(kConnectPatience, [this] {
        if (askers_.size() < nodes_.size()) {
          Finish(Status(Code::kTimedOut, "only {} of {} connections came about in time", askers_.size(), nodes_.size()));
        }
      });
      Look();
    });
    loop_.Run();
    if (!failure_.ok()) return failure_;
    return std::move(row_);
  }

 private:
  void Look() {
    if (stop_) return Finish(Status(Code::kShutdown, "interrupted"));
    loop_.After(kLookInterval, [this] { Look(); });
  }

  void Ready(Peer& peer) {
    // Lives as long as its peer, which outlives what is posted below.
    auto& asker = peer.State<std::unique_ptr<load::Asker>>();
    asker = std::make_unique<load::Asker>(peer, question_, [this] { OneIdle(); });
    askers_.push_back(asker.get());
    posters_.push_back(peer.Poster());
    if (askers_.size() == nodes_.size()) loop_.Post([this] { Begin(); });
  }

  void Begin() {
    if (finished_) return;
    begun_ = clock_.Now();
    busy_ = askers_.size();
    for (std::size_t i = 0; i < askers_.size(); ++i) {
      posters_[i]([asker = askers_[i], depth = plan_.depth] { asker->Start(depth); });
    }
    loop_.After(plan_.time, [this] {
      if (finished_) return;
      ended_ = clock_.Now();
      for (load::Asker* asker : askers_) asker->Stop();
    });
  }

  void OneIdle() {
    --busy_;
    // Not from within a task of the asker.
    loop_.Post([this] {
      if (finished_) return;
      for (const load::Asker* asker : askers_) {
        if (!asker->failure().ok()) return Finish(asker->failure());
      }
      if (busy_ == 0) Sum();
    });
  }

  void Sum() {
    row_.connections = plan_.connections;
    row_.depth = plan_.depth;
    row_.seconds = std::chrono::duration<double>(ended_ - begun_).count();
    for (const load::Asker* asker : askers_) {
      row_.latencies.Add(asker->latencies());
      row_.refused += asker->refused();
    }
    Finish(Ok());
  }

  // The first to come counts.
  void Finish(const Status& why) {
    if (std::exchange(finished_, true)) return;
    failure_ = why;
    for (const auto& node : nodes_) node->Stop();
    loop_.StopNow();
  }

  const Dialect& dialect_;
  const std::string network_;
  const LoadPlan plan_;
  const Envelope question_;
  const std::atomic<bool>& stop_;
  const SystemClock clock_;
  Metrics metrics_;
  Router router_;
  std::vector<std::unique_ptr<Node>> nodes_;
  Loop loop_;
  const NetworkId network_id_;
  std::vector<std::unique_ptr<Wires>> wires_;
  std::vector<load::Asker*> askers_;
  std::vector<std::function<void(std::function<void()>)>> posters_;  // what is sent goes out with its session's batch
  std::size_t busy_ = 0;
  Instant begun_{};
  Instant ended_{};
  LoadRow row_;
  bool finished_ = false;
  Status failure_;
};

}  // namespace

Result<LoadRow> BenchLoad(const Dialect& dialect, const std::string& network, const Envelope& question,
                          const LoadPlan& plan, const std::atomic<bool>& stop) {
  Client client(dialect, network, question, plan, stop);
  for (std::size_t i = 0; i < plan.connections; ++i) DRAGOMAN_TRY(client.AddNode());
  return client.Run();
}

Json ToJson(const LoadRow& row) {
  Json json{Json::Object()};
  json.Set("connections", Json::SafeInt(std::uint64_t{row.connections}));
  json.Set("depth", Json::SafeInt(std::uint64_t{row.depth}));
  json.Set("seconds", row.seconds);
  json.Set("answers", Json::SafeInt(row.latencies.count()));
  json.Set("per_second", static_cast<double>(row.latencies.count()) / row.seconds);
  json.Set("refused", Json::SafeInt(row.refused));
  const auto micros = [](Duration time) { return static_cast<double>(time.count()) / 1e3; };
  json.Set("p50_us", micros(row.latencies.Percentile(0.5)));
  json.Set("p99_us", micros(row.latencies.Percentile(0.99)));
  json.Set("max_us", micros(row.latencies.max()));
  return json;
}

}  // namespace dragoman
