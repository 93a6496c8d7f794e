#include "apps/dragoman/connect_once.h"

#include <mutex>

namespace dragoman {
namespace {

// A connection under way. Until it is over it hears which peers become connected, and knows its own by the address that
// the dialer found: the name it was given may be another one.
class Attempt {
 public:
  explicit Attempt(std::function<void(Status)> done) : done_(std::move(done)) {}

  void LinkIsUp(const std::string& remote) {
    const std::lock_guard lock(mutex_);
    remote_ = remote;
  }
  bool IsAbout(const Event& event) {
    const std::lock_guard lock(mutex_);
    return !remote_.empty() && event.peer == remote_ && std::holds_alternative<event::PeerConnected>(event.body);
  }
  void Keep(Subscription hearing) {
    const std::lock_guard lock(mutex_);
    if (done_) hearing_ = std::move(hearing);
  }
  void Over(Status how) {
    std::function<void(Status)> done;
    Subscription hearing;  // ends without the lock, as its handler takes it
    {
      const std::lock_guard lock(mutex_);
      done = std::exchange(done_, nullptr);
      std::swap(hearing, hearing_);
    }
    if (done) done(std::move(how));
  }

 private:
  std::mutex mutex_;
  std::function<void(Status)> done_;
  std::string remote_;
  Subscription hearing_;
};

// Tells the attempt where the dialer got to.
class Watched final : public Dialer {
 public:
  Watched(Dialer& below, std::shared_ptr<Attempt> attempt) : below_(below), attempt_(std::move(attempt)) {}
  void Dial(const std::string& address, Adopt adopt, std::function<void(Status)> failed) override {
    below_.Dial(
        address,
        [attempt = attempt_, adopt = std::move(adopt)](LinkInfo link, Host& host) {
          attempt->LinkIsUp(link.remote);
          return adopt(std::move(link), host);
        },
        std::move(failed));
  }

 private:
  Dialer& below_;
  const std::shared_ptr<Attempt> attempt_;
};

}  // namespace

void ConnectOnce(Node& node, Dialer& dialer, Host& host, const std::string& address, std::function<void(Status)> done) {
  const auto attempt = std::make_shared<Attempt>(std::move(done));
  attempt->Keep(node.context().router->Subscribe([weak = std::weak_ptr(attempt)](const Event& event) {
    const std::shared_ptr<Attempt> kept = weak.lock();
    if (kept != nullptr && kept->IsAbout(event)) kept->Over(Ok());
  }));
  Watched watched(dialer, attempt);
  node.Try(address, watched, host, [attempt](const Status& why) { attempt->Over(why); });
}

}  // namespace dragoman
