// Mailbox: work handed to a loop by any thread. Outlives its loop, so that whoever still posts
// finds it closed.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace dragoman::tcp {

class Mailbox {
 public:
  // `ring` is called, on the posting thread, when work arrives in an empty box; it must not call
  // back.
  explicit Mailbox(std::function<void()> ring) : ring_(std::move(ring)) {}

  // Any thread. After Close the work is destroyed instead.
  void Post(std::function<void()> work);
  // What has arrived, in order; the box is empty again.
  std::vector<std::function<void()>> Empty();
  // Destroys what is left; nothing is taken any more.
  void Close();

 private:
  std::mutex mutex_;
  std::function<void()> ring_;
  std::vector<std::function<void()>> work_;
  bool closed_ = false;
};

}  // namespace dragoman::tcp
