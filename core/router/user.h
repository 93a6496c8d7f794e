// user::* - services that a wire knows by a number or a word only: what a plugin or a program of its own offers
// (ARCHITECTURE.md 4b). A dialect whose messages carry service ids passes on those that it does not answer itself.
// docs/write-a-service.md
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/slice.h"
#include "core/router/router.h"

namespace dragoman::user {

// A question as the asker's wire has it. The slices are good until the handler returns.
struct Request {
  std::string service;       // as in its name: "100"
  std::int64_t message = 0;  // which of the service's messages
  Slice body;                // its bytes, in whatever form the two have agreed on
  Slice head;                // what else the header says, in the dialect's own form
  std::string from;          // remote HOST:PORT

  // The same, to be kept for later and for other threads.
  Request Owned() const {
    Request lasting = *this;
    lasting.head = head.Owned();
    lasting.body = body.Owned();
    return lasting;
  }
};

struct Reply {
  std::int64_t message = 0;
  Slice body;
};
// None: there is nothing to say, and the asker hears nothing.
using Answer = std::optional<Reply>;
using Sink = ReplySink<Answer>;

// "user.100", "user.prices".
class ServiceName {
 public:
  explicit ServiceName(std::int64_t id) : ServiceName(std::to_string(id)) {}
  explicit ServiceName(std::string_view word) : text_(kPrefix) { text_ += word; }

  // Good as long as this name.
  CallName<Request, Answer> call() const { return {text_}; }
  std::string_view text() const { return text_; }
  std::string_view service() const { return text().substr(kPrefix.size()); }

 private:
  static constexpr std::string_view kPrefix = "user.";
  std::string text_;
};

// Claims the service; kInternal if somebody else has. Before the loops start. `answer` is called on the asker's thread,
// so on several at once; it calls the sink or keeps it and has it called from any thread. An error in place of an
// answer is told to the asker as far as its wire can.
inline Status Serve(Router& router, NetworkId network, const ServiceName& name,
                    std::function<void(const Request&, Sink)> answer) {
  return router.Serve<Request, Answer>(network, name.call(), std::move(answer));
}

}  // namespace dragoman::user
