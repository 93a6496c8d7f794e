// A pool over the toy chain, for tests.
#pragma once

#include "services/pool/pool_service.h"
#include "tests/unit/services/chain/toy_node.h"

namespace dragoman::toy {

struct ToyPool {
  explicit ToyPool(PoolLimits limits = {})
      : pool(node.router, node.network, node.format, node.clock, limits) {
    EXPECT_TRUE(node.chain.Start().ok());
    EXPECT_TRUE(pool.Start().ok());
  }

  Result<pool::Offered> Offer(std::string_view text, std::string from = kPeer) {
    pool::Offer offer;
    offer.raw = Block(text);
    offer.from = std::move(from);
    return node.Ask(pool::kOffer, offer);
  }
  pool::Verdict Verdict(std::string_view text) { return Offer(text)->verdict; }
  Result<pool::Record> Get(std::string_view name) {
    pool::Query query;
    query.id = Named(name);
    return node.Ask(pool::kGet, query);
  }
  bool Has(std::string_view name) { return Get(name).ok(); }
  pool::Hits PaidTo(const std::vector<std::string_view>& scripts, std::size_t limit = 100) {
    pool::ScriptsQuery query;
    for (const std::string_view script : scripts) query.keys.push_back(Named(script));
    query.limit = limit;
    return *node.Ask(pool::kFind, query);
  }
  // "IN t1", "OUT t2 conflict", since the last call.
  std::vector<std::string> Steps() {
    std::vector<std::string> steps;
    for (const auto& step : node.Heard<event::PoolStep>()) {
      steps.push_back(step.step + " " + step.hash_display +
                      (step.reason ? " " + *step.reason : ""));
    }
    return steps;
  }

  ToyNode node;
  PoolService pool;
};

}  // namespace dragoman::toy
