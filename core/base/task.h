// Task<T>: a lazily started coroutine on one thread. Flows are Tasks.
//
// Rules (ARCHITECTURE.md 7, g++ 12.2): an expression with co_await holds only names, literals and calls on
// them; flows are named functions, never capturing lambdas. Destroying a Task destroys its frame wherever
// it waits; awaiters unregister themselves. Exceptions do not cross flows: an escaping one ends the program.
#pragma once

#include <coroutine>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/base/recycler.h"

namespace dragoman {

template <class T>
class [[nodiscard]] Task {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  struct promise_type {
    std::optional<T> value;
    std::coroutine_handle<> waiter;
    void (*on_done)(void*) = nullptr;
    void* on_done_arg = nullptr;

    static void* operator new(std::size_t size) { return recycler::Take(size); }
    static void operator delete(void* frame, std::size_t size) { recycler::GiveBack(frame, size); }

    Task get_return_object() { return Task(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Finish {
      bool await_ready() noexcept { return false; }
      // Plain resume instead of symmetric transfer: no stack growth at -O0 and nothing runs on a dead frame,
      // for whatever is touched is read before the waiter goes on.
      void await_suspend(Handle done) noexcept {
        promise_type& promise = done.promise();
        if (promise.waiter) {
          promise.waiter.resume();
        } else if (promise.on_done != nullptr) {
          promise.on_done(promise.on_done_arg);
        }
      }
      void await_resume() noexcept {}
    };
    Finish final_suspend() noexcept { return {}; }
    template <class U>
    void return_value(U&& result) {
      value.emplace(std::forward<U>(result));
    }
    [[noreturn]] void unhandled_exception() { std::abort(); }
  };

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      if (handle_) handle_.destroy();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  // Runs until the first suspension. `on_done(arg)` is called when the task ends later on, never from within
  // Start; it may destroy this Task.
  void Start(void (*on_done)(void*) = nullptr, void* arg = nullptr) {
    handle_.resume();
    if (handle_.done()) return;
    handle_.promise().on_done = on_done;
    handle_.promise().on_done_arg = arg;
  }
  bool done() const { return handle_.done(); }
  T& result() { return *handle_.promise().value; }

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> waiter) {
    handle_.resume();
    if (handle_.done()) return false;
    handle_.promise().waiter = waiter;
    return true;
  }
  T await_resume() { return std::move(*handle_.promise().value); }

 private:
  explicit Task(Handle handle) : handle_(handle) {}
  Handle handle_;
};

}  // namespace dragoman
