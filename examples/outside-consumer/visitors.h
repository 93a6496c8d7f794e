// Visitors, a service of this program's own, `user.visitors`: counts who comes, and tells who asks.
#pragma once

#include <dragoman/service.h>

#include <atomic>

namespace guestbook {

class Visitors {
 public:
  // Must be started before the loops and live longer than they.
  dragoman::Status Start(dragoman::Router& router, dragoman::NetworkId network);

 private:
  void Answer(const dragoman::user::Request& request, const dragoman::user::Sink& reply);

  std::atomic<int> came_ = 0;
  dragoman::Subscription hears_;
  dragoman::ThreadPool writers_{1, 64};  // one thread, at most so much waits for it
};

}  // namespace guestbook
