// A call: a name with a typed request and reply. The reply sink is called exactly once, on any thread.
#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "core/base/result.h"

namespace dragoman {

template <class Request, class Reply>
struct CallName {
  std::string_view name;
};

// Takes the reply to one call. Copies share what takes it.
template <class Reply>
class ReplySink {
 public:
  class Taker {
   public:
    virtual ~Taker() = default;
    virtual void Take(Result<Reply> reply) = 0;
  };

  explicit ReplySink(std::shared_ptr<Taker> taker) : taker_(std::move(taker)) {}
  template <std::invocable<Result<Reply>> Function>
    requires(!std::same_as<std::remove_cvref_t<Function>, ReplySink>)
  ReplySink(Function take) : taker_(std::make_shared<Calls<Function>>(std::move(take))) {}  // NOLINT: lambdas convert

  void operator()(Result<Reply> reply) const { taker_->Take(std::move(reply)); }

 private:
  template <class Function>
  struct Calls final : Taker {
    explicit Calls(Function f) : function(std::move(f)) {}
    void Take(Result<Reply> reply) override { function(std::move(reply)); }
    Function function;
  };

  std::shared_ptr<Taker> taker_;
};

}  // namespace dragoman
