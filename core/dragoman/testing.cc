#include "core/dragoman/testing.h"

#include <cstdio>
#include <random>
#include <set>

#include "core/base/hex.h"

namespace dragoman::testing {
namespace {

// Longer inputs are split near their ends and at this many seeded places.
constexpr std::size_t kSplitEverywhere = 2048;
constexpr std::size_t kSplitAtEnds = 256;
// So many deadlines in one instant are one that does not go away.
constexpr int kMostTicksAtOnce = 10'000;

[[noreturn]] void Stop(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::abort();
}

ByteVector Unhex(std::string_view hex) {
  Result<ByteVector> bytes = FromHex(hex);
  if (!bytes.ok()) Stop("this test's hex: " + bytes.status().ToString());
  return std::move(*bytes);
}

std::set<std::size_t> SplitPoints(std::size_t size) {
  std::set<std::size_t> points;
  const std::size_t near = size <= kSplitEverywhere ? size : kSplitAtEnds;
  for (std::size_t at = 1; at < near; ++at) {
    points.insert(at);
    points.insert(size - at);
  }
  std::mt19937_64 random(size);
  if (size > kSplitEverywhere) {
    for (std::size_t i = 0; i < kSplitAtEnds; ++i) points.insert(1 + random() % (size - 1));
  }
  return points;
}

// The link is up at once.
class InstantDialer final : public Dialer {
 public:
  InstantDialer(LinkInfo link, Host& host) : link_(std::move(link)), host_(host) {}
  void Dial(const std::string&, Adopt adopt, std::function<void(Status)>) override {
    Result<std::unique_ptr<Session>> made = adopt(link_, host_);
    if (!made.ok()) Stop(made.status().ToString());
    session = std::move(*made);
  }
  std::unique_ptr<Session> session;

 private:
  const LinkInfo link_;
  Host& host_;
};

}  // namespace

std::shared_ptr<const DialectRegistry> Registered(RegisterFn register_dialect) {
  auto registry = std::make_shared<DialectRegistry>();
  if (const Status mistake = register_dialect(*registry); !mistake.ok()) Stop(mistake.ToString());
  return registry;
}

const Dialect& Chosen(const DialectRegistry& registry, const std::string& name) {
  const Dialect* dialect = name.empty() && registry.all().size() == 1 ? registry.all().front() : registry.Find(name);
  if (dialect == nullptr) Stop("no dialect \"" + name + "\" is registered, or several and none was named");
  return *dialect;
}

Station::Station(const Dialect& dialect, const Setup& setup, const ManualClock& clock) : world_(clock) {
  subscription_ = world_.router.Subscribe([this](const Event& event) { events_.push_back(event); });
  const std::string network = setup.network.empty() ? dialect.networks().front().name : setup.network;
  const NetworkId id = world_.router.AddNetwork(dialect.name(), network);
  if (setup.serve) services_ = setup.serve(world_, id);

  NodeOptions options;
  options.agent = setup.agent;
  options.follow = setup.follow;
  options.redial = false;
  options.limits = setup.limits;
  options.secret = 1;
  options.on_ready = [this](Peer& peer) { peer_ = &peer; };
  node_ = std::make_unique<Node>(dialect.plan(), network, id, world_.router, clock, world_.metrics, std::move(options));

  LinkInfo link;
  link.inbound = !setup.connects;
  link.remote = setup.connects ? "127.0.0.1:7000" : "127.0.0.1:50000";
  if (!setup.remote.empty()) link.remote = setup.remote;
  link.local = setup.connects ? "127.0.0.1:50000" : "127.0.0.1:7000";
  if (setup.connects) {
    InstantDialer dialer(link, world_.host);
    node_->Dial(link.remote, dialer, world_.host);
    session_ = std::move(dialer.session);
  } else {
    Result<std::unique_ptr<Session>> adopted = node_->Adopt(link, world_.host);
    if (!adopted.ok()) Stop(adopted.status().ToString());
    session_ = std::move(*adopted);
  }
  session_->Open();
  Settle();
}

Station::~Station() = default;

void Station::Feed(Bytes bytes) {
  session_->Feed(Slice::Copy(bytes));
  Settle();
}

void Station::End(ClosedBy by, Status why) {
  session_->Ended(by, std::move(why));
  Settle();
}

void Station::Settle() {
  for (int round = 0; round < kMostTicksAtOnce; ++round) {
    std::size_t ran = world_.host.RunDue() + world_.executor.RunAll();
    if (session_->NextDeadline() <= world_.clock.Now()) {
      session_->Tick();
      ++ran;
    }
    if (ran == 0) return;
  }
  Stop("a deadline does not go away: the session is ticked and still wants to be, at the same instant");
}

ByteVector Station::TakeSent(std::size_t limit) {
  ByteVector taken;
  std::array<Bytes, 4> runs;
  for (std::size_t filled; taken.size() < limit && (filled = session_->out().Peek(runs)) > 0;) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < filled; ++i) {
      const Bytes run = runs[i].first(std::min(runs[i].size(), limit - taken.size()));
      taken.insert(taken.end(), run.begin(), run.end());
      count += run.size();
    }
    if (count == 0) break;
    session_->DropOut(count);
  }
  return taken;
}

Instant Station::NextDeadline() const { return std::min(session_->NextDeadline(), world_.host.NextTimer()); }

std::string Station::event_names() const {
  std::string names;
  for (const Event& event : events_) names += (names.empty() ? "" : " ") + std::string(NameOf(event.body));
  return names;
}

PeerTester::PeerTester(RegisterFn register_dialect, Setup setup)
    : registry_(Registered(register_dialect)),
      setup_(std::move(setup)),
      dialect_(Chosen(*registry_, setup_.dialect)),
      live_(std::make_unique<Life>(dialect_, setup_)) {
  sent_ = live_->station.TakeSent();
}

void PeerTester::Take(Life& life, const Step& step) {
  if (const auto* input = std::get_if<ByteVector>(&step)) return life.station.Feed(*input);
  const Instant until = life.clock.Now() + std::get<Duration>(step);
  for (Instant next; (next = life.station.NextDeadline()) <= until;) {
    life.clock.Advance(std::max(next, life.clock.Now()) - life.clock.Now());
    life.station.Settle();
  }
  life.clock.Advance(until - life.clock.Now());
}

std::unique_ptr<PeerTester::Life> PeerTester::Reborn() const {
  auto life = std::make_unique<Life>(dialect_, setup_);
  for (const Step& step : history_) Take(*life, step);
  life->station.TakeSent();
  return life;
}

std::string PeerTester::Hear(Life& life, const ByteVector& input, const std::vector<std::size_t>& cuts) {
  ByteVector sent;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const std::size_t to = i < cuts.size() ? cuts[i] : input.size();
    life.station.Feed(Bytes(input).subspan(from, to - from));
    const ByteVector more = life.station.TakeSent();
    sent.insert(sent.end(), more.begin(), more.end());
    from = to;
  }
  return ToHex(sent);
}

std::string PeerTester::Exchange(std::string_view hex) {
  const ByteVector input = Unhex(hex);
  const auto outcome = [&](const std::vector<std::size_t>& cuts) {
    const std::unique_ptr<Life> fresh = Reborn();
    const std::string sent = Hear(*fresh, input, cuts);
    return fresh->station.connected() ? sent : sent + " closed: " + fresh->station.closed_because();
  };
  const std::string whole = outcome({});
  std::vector<std::size_t> everywhere;
  for (const std::size_t at : SplitPoints(input.size())) {
    everywhere.push_back(at);
    const std::string split = outcome({at});
    if (split != whole) return "split at " + std::to_string(at) + ": " + split + ", whole: " + whole;
  }
  const std::string pieces = outcome(everywhere);
  if (pieces != whole) return "split at every point: " + pieces + ", whole: " + whole;
  history_.emplace_back(input);
  return Hear(*live_, input, {});
}

Refused PeerTester::Refuses(std::string_view hex) const {
  const ByteVector input = Unhex(hex);
  const auto hear = [&](const std::vector<std::size_t>& cuts) {
    const std::unique_ptr<Life> fresh = Reborn();
    Hear(*fresh, input, cuts);
    Refused refused;
    if (fresh->station.connected()) return refused;
    const Status& why = fresh->station.closed().why;
    refused.text = why.Text();
    refused.code = why.code();
    refused.path = why.Path();
    refused.offset = why.offset();
    return refused;
  };
  Refused whole = hear({});
  for (const std::size_t at : SplitPoints(input.size())) {
    const Refused split = hear({at});
    if (split.text != whole.text || split.code != whole.code || split.path != whole.path) {
      whole.text = "split at " + std::to_string(at) + ": \"" + split.text + "\", whole: \"" + whole.text + '"';
      return whole;
    }
  }
  return whole;
}

void PeerTester::Advance(Duration by) {
  history_.emplace_back(by);
  Take(*live_, history_.back());
  const ByteVector more = live_->station.TakeSent();
  sent_.insert(sent_.end(), more.begin(), more.end());
}

std::string PeerTester::Sent() { return ToHex(std::exchange(sent_, {})); }

JoinedPair::JoinedPair(RegisterFn register_dialect, Ends ends)
    : registry_(Registered(register_dialect)), ends_(std::move(ends)) {
  const bool left_connects = ends_.left == Role::kDialer || ends_.right == Role::kAcceptor;
  const auto station = [&](Role role, Setup setup, bool connects) -> std::unique_ptr<Station> {
    if (role == Role::kSilent) return nullptr;
    setup.connects = connects;
    return std::make_unique<Station>(Chosen(*registry_, setup.dialect), setup, clock_);
  };
  left_ = station(ends_.left, ends_.left_setup, left_connects);
  right_ = station(ends_.right, ends_.right_setup, !left_connects);
  Pump();
}

bool JoinedPair::Carry(Station* from, Station* to, bool deaf) const {
  if (from == nullptr || deaf || (to != nullptr && !to->session().WantsRead())) return false;
  const ByteVector bytes = from->TakeSent(ends_.piece);
  if (bytes.empty()) return false;
  from->Settle();
  if (to != nullptr) to->Feed(bytes);
  return true;
}

// Who has closed and sent what it could takes the link down for the other.
void JoinedPair::SayEnded() {
  const auto tell = [](const Station* gone, Station* other) {
    if (gone != nullptr && other != nullptr && gone->finished() && !other->finished()) {
      other->End(ClosedBy::kPeer, Status(Code::kLost, "the peer closed the connection"));
    }
  };
  tell(left_.get(), right_.get());
  tell(right_.get(), left_.get());
}

void JoinedPair::Pump() {
  for (bool moved = true; moved;) {
    if (left_ != nullptr) left_->Settle();
    if (right_ != nullptr) right_->Settle();
    moved = Carry(left_.get(), right_.get(), right_deaf_);
    moved = Carry(right_.get(), left_.get(), left_deaf_) || moved;
    if (!moved) SayEnded();
  }
}

void JoinedPair::Advance(Duration by) {
  const Instant until = clock_.Now() + by;
  Pump();
  for (;;) {
    Instant next = kNever;
    if (left_ != nullptr) next = std::min(next, left_->NextDeadline());
    if (right_ != nullptr) next = std::min(next, right_->NextDeadline());
    if (next > until) break;
    clock_.Advance(std::max(next, clock_.Now()) - clock_.Now());
    Pump();
  }
  clock_.Advance(until - clock_.Now());
  Pump();
}

void JoinedPair::Cut() {
  const Status lost(Code::kLost, "the connection broke");
  if (left_ != nullptr) left_->End(ClosedBy::kNetwork, lost);
  if (right_ != nullptr) right_->End(ClosedBy::kNetwork, lost);
}

bool JoinedPair::connected() const {
  return (left_ == nullptr || left_->connected()) && (right_ == nullptr || right_->connected());
}

}  // namespace dragoman::testing
