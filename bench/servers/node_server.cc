#include <array>

#include "bench/echo/echo.h"
#include "bench/servers/memory_shelf.h"
#include "bench/servers/servers.h"
#include "core/peer/node.h"
#include "dialects/dialects.h"
#include "services/chain/block_import.h"
#include "transports/tcp/address.h"
#include "transports/tcp/listener.h"
#include "transports/tcp/loop.h"

namespace dragoman::bench {
namespace {

constexpr std::size_t kMostPeers = 20'000;

void Must(const Status& status) {
  if (!status.ok()) Stop(status.ToString());
}

// What every node needs, as the program wires it.
struct World {
  SystemClock clock;
  Metrics metrics;
  Router router{clock};
  ThreadPool pool{1, 1024};
  DialectRegistry registry;
};

void ServeNode(World& world, const Dialect& dialect, NetworkId network, const Tell& tell) {
  NodeOptions options;
  options.agent = "dragoman/bench";
  options.limits = dialect.plan()->limits;
  options.limits->inbound = kMostPeers;
  options.limits->half_open = kMostPeers;
  Node node(dialect.plan(), dialect.networks().front().name, network, world.router, world.clock,
            world.metrics, std::move(options));
  Loop loop(world.clock);
  const std::array<Loop*, 1> loops{&loop};
  const auto listener = Listen("127.0.0.1:0", loops, [&node](LinkInfo link, Host& host) {
    return node.Adopt(std::move(link), host);
  });
  Must(listener.ok() ? Ok() : listener.status());
  tell(ParseAddress(listener->address())->port);
  loop.Run();
}

void ServeAlone(Status (*register_dialect)(DialectRegistry&), const Tell& tell) {
  World world;
  Must(register_dialect(world.registry));
  const Dialect& dialect = *world.registry.all().front();
  const NetworkId network =
      world.router.AddNetwork(dialect.name(), dialect.networks().front().name);
  ServeNode(world, dialect, network, tell);
}

}  // namespace

void ServeEcho(const Tell& tell) { ServeAlone(RegisterEcho, tell); }
void ServeTiny(const Tell& tell) { ServeAlone(tiny::Register, tell); }

void ServeFlowee(const Tell& tell) {
  World world;
  Must(flowee::Register(world.registry));
  const Dialect& dialect = *world.registry.all().front();
  const NetworkId network = world.router.AddNetwork("flowee", "regtest");
  MemoryShelf shelf;
  ChainService chain(world.router, network, *dialect.chain_format(), "regtest", shelf, world.pool,
                     world.clock);
  Must(chain.Start());
  const auto import = ImportFile(
      chain, DRAGOMAN_SOURCE_DIR "/tests/data/flowee/regtest-116-blocks.dat", [] { return false; });
  Must(import.ok() ? Ok() : import.status());
  ServeNode(world, dialect, network, tell);
}

}  // namespace dragoman::bench
