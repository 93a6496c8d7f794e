// A call: a name with a typed request and reply. The reply sink is called exactly once, on any thread.
#pragma once

#include <atomic>
#include <concepts>
#include <memory>
#include <string_view>

#include "core/base/result.h"

namespace dragoman {

template <class Request, class Reply>
struct CallName {
  std::string_view name;
};

// Takes the reply to one call: the first that comes. Copies share what takes it; if the last of them goes without a
// reply, the asker is told so.
template <class Reply>
class ReplySink {
 public:
  class Taker {
   public:
    virtual ~Taker() = default;

   protected:
    virtual void Take(Result<Reply> reply) = 0;

   private:
    friend class ReplySink;
    std::atomic<std::size_t> sinks_ = 0;
    std::atomic<bool> taken_ = false;
  };

  explicit ReplySink(std::shared_ptr<Taker> taker) : taker_(std::move(taker)) { ++taker_->sinks_; }
  template <std::invocable<Result<Reply>> Function>
    requires(!std::same_as<std::remove_cvref_t<Function>, ReplySink>)
  ReplySink(Function take) : ReplySink(std::make_shared<Calls<Function>>(std::move(take))) {}  // NOLINT: lambdas convert
  ReplySink(const ReplySink& other) : taker_(other.taker_) {
    if (taker_ != nullptr) ++taker_->sinks_;
  }
  ReplySink(ReplySink&&) noexcept = default;
  ReplySink& operator=(const ReplySink& other) { return *this = ReplySink(other); }
  ReplySink& operator=(ReplySink&& other) noexcept {
    std::swap(taker_, other.taker_);
    return *this;
  }
  ~ReplySink() {
    if (taker_ != nullptr && --taker_->sinks_ == 0 && !taker_->taken_) {
      (*this)(Status(Code::kInternal, "the service dropped the question without a reply"));
    }
  }

  void operator()(Result<Reply> reply) const {
    if (!taker_->taken_.exchange(true)) taker_->Take(std::move(reply));
  }

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
