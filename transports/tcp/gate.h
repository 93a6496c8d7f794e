// Gate: the connections of one loop's listening socket whose stream is still opening (TLS handshake, upgrade): how many
// there are, of whom, and who makes room. Nobody has been asked yet whether such a link is wanted, so that one address
// with idle sockets must not keep the others out. The loop's thread.
#pragma once

#include <functional>
#include <list>
#include <optional>
#include <string>

#include "core/peer/ip_range.h"
#include "transports/tcp/listener.h"

namespace dragoman::tcp {

class Gate {
 public:
  // Younger ones do not make room: their first words may be waiting for us already.
  static constexpr Duration kFairChance = std::chrono::seconds(1);

  struct Guest {
    std::string remote;  // HOST:PORT
    Instant since;
    // Ends it, which leads to Leave.
    std::function<void(Status)> end;
    std::optional<IpRange> group = std::nullopt;
  };
  using Guests = std::list<Guest>;  // in the order of their coming
  using Place = Guests::iterator;

  // `has_room` is called when one has left.
  Gate(ListenOptions options, std::function<void()> has_room)
      : options_(std::move(options)), has_room_(std::move(has_room)) {}

  // From when on another one can be taken: a second after the oldest of a full gate has come.
  Instant RoomFrom() const;
  // One more has come: who makes room for it goes. Errors: kOverload where its netgroup has its share.
  Status Admit(const std::string& remote, Instant now);
  Place Enter(Guest guest);
  void Leave(Place place);
  std::size_t size() const { return guests_.size(); }

 private:
  std::optional<IpRange> GroupOf(const std::string& remote) const;
  Status MakeShare(const IpRange& group, Instant now);
  void Dismiss(Place place, Status why);

  const ListenOptions options_;
  const std::function<void()> has_room_;
  Guests guests_;
};

}  // namespace dragoman::tcp
