// A chain service over the toy chain, with all it needs, for tests.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "services/chain/block_import.h"
#include "tests/unit/services/chain/memory_shelf.h"
#include "tests/unit/services/chain/toy_chain.h"

namespace dragoman::toy {

inline constexpr const char* kPeer = "10.0.0.1:1235";

struct ToyNode {
  explicit ToyNode(std::shared_ptr<MemoryShelf> shelf_of = std::make_shared<MemoryShelf>(),
                   std::string network_name = "toy")
      : shelf(std::move(shelf_of)),
        network(router.AddNetwork("toy", network_name)),
        chain(router, network, format, std::move(network_name), *shelf, executor, clock),
        heard(router.Subscribe([this](const Event& event) { events.push_back(event); })) {}

  Result<chain::Accepted> Accept(std::string_view text, std::string from = kPeer) {
    return Ask(chain::kAccept, chain::Arrival{Block(text), std::move(from)});
  }
  // Answers that take the executor are waited for.
  template <class Request, class Reply>
  Result<Reply> Ask(const CallName<Request, Reply>& call, const Request& request) {
    Result<Reply> answer = Status(Code::kInternal, "nobody answered");
    router.Call<Request, Reply>(network, call, request,
                                [&answer](Result<Reply> reply) { answer = std::move(reply); });
    executor.RunAll();
    return answer;
  }
  std::string Tip() { return format.Display(chain.tip().hash); }
  chain::OutputRecord Output(std::string_view transaction, std::uint32_t index = 0) {
    chain::OutputQuery query;
    query.transaction = Named(transaction);
    query.index = index;
    return *Ask(chain::kOutput, query);
  }

  // "NEW b1" and "UNDO b1", since the last call.
  std::vector<std::string> Steps() {
    std::vector<std::string> steps;
    for (const auto& step : Heard<event::ChainStep>())
      steps.push_back(step.step + " " + step.hash_display);
    return steps;
  }
  // Those of one kind since it was asked for last; others stay.
  template <class Body>
  std::vector<Body> Heard() {
    std::vector<Body> bodies;
    std::erase_if(events, [&bodies](const Event& event) {
      const Body* body = std::get_if<Body>(&event.body);
      if (body != nullptr) bodies.push_back(*body);
      return body != nullptr;
    });
    return bodies;
  }

  ManualClock clock;
  Router router{clock};
  ManualExecutor executor;
  ToyFormat format;
  std::shared_ptr<MemoryShelf> shelf;
  NetworkId network;
  ChainService chain;
  std::vector<Event> events;
  Subscription heard;
};

// Nothing is checked about them here.
inline void AcceptAll(ToyNode& node, const std::vector<std::string_view>& blocks) {
  for (const std::string_view block : blocks) static_cast<void>(node.Accept(block));
}

}  // namespace dragoman::toy
