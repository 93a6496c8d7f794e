// Guest: something that lives on a loop and has to be gone before the loop ends: a connection, a
// listening socket, a dial under way. Called on the loop's thread only.
#pragma once

namespace dragoman::tcp {

class Guest {
 public:
  virtual ~Guest() = default;
  // The loop is stopping: finish in good order and leave soon.
  virtual void Goodbye() = 0;
  // The loop ends: everything is over when this returns.
  virtual void Drop() = 0;
  // What LoopCore::FlushLater asked for.
  virtual void Flush() {}
};

}  // namespace dragoman::tcp
