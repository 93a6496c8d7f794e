#include "transports/memory/memory_network.h"

#include <algorithm>
#include <utility>

namespace dragoman {
namespace {

constexpr std::chrono::seconds kRepeatHandshake{1};
constexpr unsigned kFirstPort = 40000;
constexpr unsigned kLastPort = 65535;

std::string PlaceOf(const std::string& address) { return address.substr(0, address.rfind(':')); }

// The stream is made on the loop of its place, not on the network's.
MakeStream On(Host& loop, MakeStream make) {
  return [&loop, make = std::move(make)](LinkInfo link, Host&) {
    return make(std::move(link), loop);
  };
}

}  // namespace

// One dial under way; whoever dials may be gone before it ends.
struct MemoryNetwork::Attempt {
  std::string from;     // a place
  std::string address;  // to
  Host* loop;
  MakeStream make;
  std::function<void(Status)> failed;
  Instant gives_up;
  Duration latency;
  bool abandoned = false;

  void Fail(Status why) {
    loop->Post([failed = std::move(failed), why = std::move(why)] { failed(why); });
  }
};

class MemoryNetwork::FromPlace final : public StreamDialer {
 public:
  FromPlace(MemoryNetwork& network, std::string place, Host& loop)
      : network_(network), place_(std::move(place)), loop_(loop) {}
  ~FromPlace() override {
    for (const std::weak_ptr<Attempt>& one : attempts_) {
      if (const std::shared_ptr<Attempt> attempt = one.lock()) attempt->abandoned = true;
    }
  }
  FromPlace(const FromPlace&) = delete;
  FromPlace& operator=(const FromPlace&) = delete;

  void DialStream(const std::string& address, MakeStream make, std::function<void(Status)> failed) override {
    std::erase_if(attempts_, [](const std::weak_ptr<Attempt>& one) { return one.expired(); });
    const Duration latency = network_.DrawLatency();
    const Instant gives_up = network_.host_.Now() + network_.roads_.dial_timeout;
    const auto attempt = std::make_shared<Attempt>(
        Attempt{place_, address, &loop_, std::move(make), std::move(failed), gives_up, latency});
    attempts_.push_back(attempt);
    network_.host_.After(2 * latency, [alive = std::weak_ptr(network_.anchor_), attempt] {
      if (const auto network = alive.lock()) (*network)->Try(attempt);
    });
  }

 private:
  MemoryNetwork& network_;
  const std::string place_;
  Host& loop_;
  std::vector<std::weak_ptr<Attempt>> attempts_;
};

MemoryNetwork::MemoryNetwork(MemoryHost& host, std::uint64_t seed, MemoryRoads roads)
    : host_(host),
      roads_(std::move(roads)),
      chance_(seed),
      next_port_(kFirstPort),
      anchor_(std::make_shared<MemoryNetwork*>(this)) {
  host_.Join(*this);
}

MemoryNetwork::~MemoryNetwork() { host_.Leave(*this); }

Status MemoryNetwork::Listen(const std::string& address, Host& loop, MakeStream make) {
  const bool fresh = listeners_.try_emplace(address, Listener{&loop, std::move(make)}).second;
  return fresh ? Ok() : Status::Because(Code::kInUse, address + " is in use");
}

std::unique_ptr<StreamDialer> MemoryNetwork::DialerOf(const std::string& place, Host& loop) {
  return std::make_unique<FromPlace>(*this, place, loop);
}

void MemoryNetwork::Try(const std::shared_ptr<Attempt>& attempt) {
  if (attempt->abandoned) return;
  const std::string place = PlaceOf(attempt->address);
  if (roads_.fails && roads_.fails(MemoryOperation::kDial)) {
    return attempt->Fail(
        Status::Because(Code::kUnreachable, "cannot reach " + attempt->address + ": no route"));
  }
  if (Reach(attempt->from, place) && !deaf_.contains(place)) {
    const auto listener = listeners_.find(attempt->address);
    if (listener != listeners_.end()) return Connect(*attempt, listener->second);
    return attempt->Fail(Status::Because(
        Code::kUnreachable, "cannot reach " + attempt->address + ": connection refused"));
  }
  if (host_.Now() >= attempt->gives_up) {
    return attempt->Fail(Status::Because(Code::kUnreachable,
                                         "cannot reach " + attempt->address + ": no answer"));
  }
  const Duration left = attempt->gives_up - host_.Now();
  host_.After(std::min<Duration>(left, kRepeatHandshake),
              [alive = std::weak_ptr(anchor_), attempt] {
                if (const auto network = alive.lock()) (*network)->Try(attempt);
              });
}

void MemoryNetwork::Connect(Attempt& attempt, const Listener& listener) {
  MemoryWire wire;
  wire.piece = roads_.piece;
  wire.window = roads_.window;
  wire.latency = attempt.latency;
  wire.jitter = roads_.jitter;
  wire.seed = chance_.Next();
  wire.connecting = attempt.from + ":" + std::to_string(next_port_);
  wire.accepting = attempt.address;
  wire.fails = roads_.fails;
  next_port_ = next_port_ == kLastPort ? kFirstPort : next_port_ + 1;

  Link link;
  link.places[0] = attempt.from;
  link.places[1] = PlaceOf(attempt.address);
  link.pair = std::make_unique<MemoryPair>(host_, std::move(wire));
  MemoryPair& pair = *link.pair;
  links_.push_back(std::move(link));
  const Status refusal = pair.Open(On(*attempt.loop, attempt.make), On(*listener.loop, listener.make));
  if (pair.connecting() == nullptr) attempt.Fail(refusal);
}

int MemoryNetwork::IslandOf(const std::string& place) const {
  const auto found = islands_.find(place);
  return found == islands_.end() ? 0 : found->second;
}

void MemoryNetwork::HoldOrRelease(Link& link) const {
  link.pair->Hold(link.silenced || !Reach(link.places[0], link.places[1]));
}

Duration MemoryNetwork::DrawLatency() {
  return chance_.Between(roads_.least_latency, std::max(roads_.least_latency, roads_.most_latency));
}

void MemoryNetwork::PutOnIsland(const std::string& place, int number, Broken broken) {
  islands_[place] = number;
  for (Link& link : links_) {
    if (broken == Broken::kCut && !Reach(link.places[0], link.places[1])) link.pair->Cut();
    HoldOrRelease(link);
  }
}

void MemoryNetwork::Heal() {
  islands_.clear();
  deaf_.clear();
  for (Link& link : links_) {
    HoldOrRelease(link);
    link.pair->Throttle(MemoryPair::Side::kConnecting, 0);
    link.pair->Throttle(MemoryPair::Side::kAccepting, 0);
  }
}

void MemoryNetwork::AnswerDials(const std::string& place, bool answer) {
  if (answer) {
    deaf_.erase(place);
  } else {
    deaf_[place] = true;
  }
}

void MemoryNetwork::Cut(std::size_t link) { links_[link].pair->Cut(); }

void MemoryNetwork::Silence(std::size_t link) {
  links_[link].silenced = true;
  HoldOrRelease(links_[link]);
}

void MemoryNetwork::Throttle(std::size_t link, MemoryPair::Side side,
                             std::uint64_t bytes_per_second) {
  links_[link].pair->Throttle(side, bytes_per_second);
}

void MemoryNetwork::Leave(const std::string& place, const Status& why) {
  std::erase_if(listeners_, [&place](const auto& one) { return PlaceOf(one.first) == place; });
  for (Link& link : links_) {
    for (const auto side : {MemoryPair::Side::kConnecting, MemoryPair::Side::kAccepting}) {
      Stream* stream = link.pair->stream(side);
      if (stream == nullptr || link.places[static_cast<std::size_t>(side)] != place) continue;
      stream->Close(why);
    }
  }
}

void MemoryNetwork::Kill(const std::string& place) {
  std::erase_if(listeners_, [&place](const auto& one) { return PlaceOf(one.first) == place; });
  for (Link& link : links_) {
    for (const auto side : {MemoryPair::Side::kConnecting, MemoryPair::Side::kAccepting}) {
      if (link.places[static_cast<std::size_t>(side)] == place) link.pair->Drop(side);
    }
  }
}

std::size_t MemoryNetwork::links(const std::string& place) const {
  return static_cast<std::size_t>(std::ranges::count_if(links_, [&place](const Link& link) {
    return link.places[0] == place || link.places[1] == place;
  }));
}

std::size_t MemoryNetwork::bytes() const {
  std::size_t sum = 0;
  for (const Link& link : links_) sum += link.pair->bytes();
  return sum;
}

std::size_t MemoryNetwork::most_bytes() const {
  std::size_t most = 0;
  for (const Link& link : links_) most = std::max(most, link.pair->bytes());
  return most;
}

bool MemoryNetwork::Step() {
  return std::erase_if(links_, [](const Link& link) { return link.pair->over(); }) > 0;
}

}  // namespace dragoman
