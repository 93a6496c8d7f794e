// guestbook serve            listens on a free port of 127.0.0.1, says which, ends with SIGINT or SIGTERM
// guestbook ask HOST:PORT    asks the service `visitors` there and prints what it says
#include <core/peer/node.h>
#include <transports/tcp/dialer.h>
#include <transports/tcp/listener.h>

#include <cstdio>

#include "guestbook.h"
#include "visitors.h"

namespace {

using namespace dragoman;  // NOLINT: this file wires its parts

int Fail(const Status& why) {
  std::fprintf(stderr, "guestbook: %s\n", why.ToString().c_str());
  return 1;
}

// What every node needs.
struct Parts {
  SystemClock clock;
  Metrics metrics;
  Router router{clock};
  Loop loop{clock};
  DialectRegistry dialects;
  NetworkId network{};

  Status Ready() {
    DRAGOMAN_TRY(guestbook::Register(dialects));
    network = router.AddNetwork("guestbook", "default");
    return Ok();
  }
  Node MakeNode(NodeOptions options) {
    return Node(dialects.Find("guestbook")->plan(), "default", network, router, clock, metrics, std::move(options));
  }
};

int Serve() {
  Parts parts;
  guestbook::Visitors visitors;
  if (const Status wrong = parts.Ready(); !wrong.ok()) return Fail(wrong);
  if (const Status wrong = visitors.Start(parts.router, parts.network); !wrong.ok()) return Fail(wrong);
  Node node = parts.MakeNode({});
  Loop* const loops[] = {&parts.loop};
  const Result<Listener> listener = Listen(
      "127.0.0.1:0", loops, [&node](LinkInfo link, Host& host) { return node.Adopt(std::move(link), host); });
  if (!listener.ok()) return Fail(listener.status());
  std::printf("listening on %s\n", listener->address().c_str());
  std::fflush(stdout);
  parts.loop.OnSignal([&parts](int) { parts.loop.Stop(); });
  parts.loop.Run();
  return 0;
}

Task<Status> AskVisitors(Peer& peer, std::optional<Status>& result, Loop& loop) {
  guestbook::Ask ask;
  ask.service = "visitors";
  ask.message = 1;
  const auto told = co_await peer.Ask<guestbook::Told>(ask, std::chrono::seconds(5));
  result = told.status();
  if (told.ok()) {
    const Slice& text = (*told)->body;
    std::printf("%.*s\n", static_cast<int>(text.size()), reinterpret_cast<const char*>(text.data()));
  }
  loop.Stop();
  co_return Ok();
}

int Ask(const char* address) {
  Parts parts;
  if (const Status wrong = parts.Ready(); !wrong.ok()) return Fail(wrong);
  std::optional<Status> result;  // of whatever ends it first
  NodeOptions options;
  options.redial = false;
  struct Conversation {
    std::optional<Task<Status>> task;
  };
  options.on_ready = [&](Peer& peer) {
    auto& task = peer.State<Conversation>().task;
    task.emplace(AskVisitors(peer, result, parts.loop));
    task->Start();
  };
  options.on_lost = [&](const Status& why) {
    if (!result.has_value()) result = why;
    parts.loop.Stop();
  };
  Node node = parts.MakeNode(std::move(options));
  TcpDialer dialer(parts.loop);
  node.Dial(address, dialer, parts.loop);
  parts.loop.Run();
  if (!result.has_value()) return Fail(Status(Code::kShutdown, "interrupted"));
  return result->ok() ? 0 : Fail(*result);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "serve" && argc == 2) return Serve();
  if (verb == "ask" && argc == 3) return Ask(argv[2]);
  std::fputs("usage: guestbook serve | guestbook ask HOST:PORT\n", stderr);
  return 2;
}
