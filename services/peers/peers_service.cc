#include "services/peers/peers_service.h"

#include <algorithm>
#include <utility>

#include "core/base/hex.h"

namespace dragoman {
namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kPenalty = 2 * 3600;  // seconds, for what is hearsay
constexpr Duration kCleanUpEvery = std::chrono::minutes(30);
constexpr std::size_t kEnoughToCleanUp = 3;  // peers; with fewer it may be our own network that fails
constexpr Duration kSaveAfter = std::chrono::minutes(15);
constexpr Duration kSaveWithin = std::chrono::minutes(15);
constexpr Duration kSaveAgain = std::chrono::minutes(1);
// Two queries of 30 s to a DNS server, or a dial with its handshake.
constexpr Duration kLongestAsk = std::chrono::seconds(75);
constexpr std::size_t kMostFound = 64;  // of one DNS server

// For one purpose of several that share a seed.
Hash256 SecretFor(std::optional<std::uint64_t> seed, char purpose) {
  if (!seed.has_value()) return peers::RandomSecret();
  const Hash256 secret = peers::SecretOf(*seed);
  ByteVector input(secret.begin(), secret.end());
  input.push_back(static_cast<std::uint8_t>(purpose));
  return Sha256(input);
}

peers::Address AddressOf(const peers::Entry& entry) {
  peers::Address address;
  address.host = entry.endpoint.ip.ToString();
  address.port = entry.endpoint.port;
  address.seen = entry.seen;
  return address;
}

}  // namespace

PeersService::PeersService(Router& router, NetworkId network, const Clock& clock, PeersOptions options,
                           peers::BookShelf* shelf)
    : router_(router),
      network_(network),
      clock_(clock),
      options_(std::move(options)),
      shelf_(shelf),
      dice_(SecretFor(options_.seed, 'S')),
      bootstrap_(options_.dns, options_.introducer, dice_) {}

std::int64_t PeersService::UnixNow() const { return clock_.WallNanos() / kNanosPerSecond; }

Status PeersService::Start() {
  DRAGOMAN_TRY(OpenBook());
  return Serve();
}

Status PeersService::OpenBook() {
  Hash256 secret = SecretFor(options_.seed, 'B');
  if (shelf_ != nullptr) {
    const Result<std::string> kept = shelf_->Secret();
    if (!kept.ok() && kept.status().code() != Code::kNotFound) return kept.status();
    const Result<ByteVector> raw = kept.ok() ? FromHex(*kept) : Result<ByteVector>(ByteVector());
    if (raw.ok() && raw->size() == secret.size()) {
      std::ranges::copy(*raw, secret.begin());
    } else {
      DRAGOMAN_TRY(shelf_->KeepSecret(ToHex(secret)));
    }
  }
  const Hash256 chance = SecretFor(options_.seed, 'C');
  book_ = std::make_unique<peers::AddressBook>(secret, chance, options_.private_addresses);
  if (shelf_ != nullptr) {
    const Result<std::vector<peers::SavedAddress>> saved = shelf_->Load();
    if (!saved.ok()) return saved.status();
    for (const peers::SavedAddress& address : *saved) book_->Restore(address);
  }
  peers::OutboundOptions options;
  options.target = options_.outbound;
  plan_ = std::make_unique<peers::OutboundPlan>(*book_, dice_, options,
                                                [this](const IpAddress& ip) { return Allowed(ip); });
  plan_->DialFirst(book_->Anchors());
  return Ok();
}

Status PeersService::Serve() {
  using namespace peers;
  Status status;
  const auto at_once = [&]<class Request, class Reply>(const CallName<Request, Reply>& call, auto answer) {
    if (!status.ok()) return;
    status = router_.Serve<Request, Reply>(
        network_, call, [answer](const Request& request, const ReplySink<Reply>& sink) { sink(answer(request)); });
  };
  at_once(kLearn, [this](const Told& told) {
    Learn(told);
    return peers::Nothing();
  });
  at_once(kMet, [this](const Met& met) {
    const std::optional<Endpoint> endpoint = Endpoint::Of(met.address);
    Welcome welcome;
    const std::lock_guard lock(mutex_);
    if (endpoint.has_value()) welcome.stay = plan_->Met(*endpoint, met.dialed, clock_.Now(), UnixNow());
    return welcome;
  });
  at_once(kLeft, [this](const Met& met) {
    const std::optional<Endpoint> endpoint = Endpoint::Of(met.address);
    const std::lock_guard lock(mutex_);
    if (endpoint.has_value()) plan_->Left(*endpoint, met.dialed);
    return peers::Nothing();
  });
  at_once(kHeard, [this](const Address& address) {
    const std::optional<Endpoint> endpoint = Endpoint::Of(address);
    const std::lock_guard lock(mutex_);
    if (endpoint.has_value()) book_->Connected(*endpoint, UnixNow());
    return peers::Nothing();
  });
  at_once(kOurs, [this](const Address& address) {
    const std::optional<Endpoint> endpoint = Endpoint::Of(address);
    const std::lock_guard lock(mutex_);
    if (endpoint.has_value()) plan_->Ours(*endpoint, UnixNow());
    return peers::Nothing();
  });
  at_once(kSample, [this](const SampleQuery& query) {
    const std::lock_guard lock(mutex_);
    peers::Sample sample;
    for (const Entry& entry : book_->Sample(query.limit, query.percent, UnixNow())) sample.push_back(AddressOf(entry));
    return sample;
  });
  at_once(kInfo, [this](const peers::Nothing&) { return GetInfo(); });
  return status;
}

peers::Info PeersService::GetInfo() const {
  const std::lock_guard lock(mutex_);
  peers::Info info;
  info.known = book_->size();
  info.tried = book_->tried();
  info.outbound = plan_->outbound();
  info.inbound = plan_->inbound();
  info.dialing = plan_->dialing();
  return info;
}

void PeersService::Learn(const peers::Told& told) {
  const std::optional<IpAddress> by = IpAddress::Parse(told.by);
  const std::int64_t penalty = told.first_hand || told.by.empty() ? 0 : kPenalty;
  const std::lock_guard lock(mutex_);
  for (const peers::Address& address : told.addresses) {
    const std::optional<peers::Endpoint> endpoint = peers::Endpoint::Of(address);
    if (!endpoint.has_value()) continue;
    book_->Add(*endpoint, address.seen, by.value_or(endpoint->ip), penalty, UnixNow());
  }
}

void PeersService::Run(Host& host, PeersHands hands) {
  host_ = &host;
  hands_ = std::move(hands);
  host_->After(kCleanUpEvery, [this] { CleanUpNowAndThen(); });
  if (shelf_ != nullptr) SaveNowAndThen();
  if (options_.outbound > 0) Round();
}

void PeersService::CleanUpNowAndThen() {
  {
    const std::lock_guard lock(mutex_);
    if (plan_->outbound() + plan_->inbound() >= kEnoughToCleanUp) book_->CleanUp(UnixNow());
  }
  host_->After(kCleanUpEvery, [this] { CleanUpNowAndThen(); });
}

void PeersService::SaveNowAndThen() {
  Duration wait = kSaveAfter;
  {
    const std::lock_guard lock(mutex_);
    wait += std::chrono::seconds(dice_.Below(static_cast<std::size_t>(kSaveWithin / std::chrono::seconds(1))));
  }
  host_->After(wait, [this] {
    {
      const std::lock_guard lock(mutex_);
      plan_->RefreshAnchors();
    }
    if (const Status saved = Save(); saved.ok()) return SaveNowAndThen();
    host_->After(kSaveAgain, [this] {
      (void)Save();  // what fails again waits for the next time
      SaveNowAndThen();
    });
  });
}

Status PeersService::Save() {
  if (shelf_ == nullptr || book_ == nullptr) return Ok();
  peers::AddressBook::Changes changes;
  {
    const std::lock_guard lock(mutex_);
    book_->SetAnchors(plan_->anchors());
    changes = book_->TakeChanges();
  }
  Status status;
  while (status.ok() && !changes.gone.empty()) {
    status = shelf_->Forget(changes.gone.back());
    if (status.ok()) changes.gone.pop_back();
  }
  while (status.ok() && !changes.changed.empty()) {
    status = shelf_->Put(changes.changed.back());
    if (status.ok()) changes.changed.pop_back();
  }
  if (!status.ok()) {
    const std::lock_guard lock(mutex_);
    book_->NotSaved(changes);
  }
  return status;
}

void PeersService::Round() {
  if (stopped_) return;
  peers::OutboundPlan::Round round;
  {
    const std::lock_guard lock(mutex_);
    round = plan_->Next(clock_.Now(), UnixNow());
  }
  if (round.needs_more && !bootstrap_.empty()) {
    const peers::BootstrapStep step = bootstrap_.Next();
    host_->After(step.wait, [this, step] { Ask(step); });
    return;
  }
  if (!round.needs_more) bootstrap_.Rest();
  if (round.dial.has_value()) Dial(*round.dial);
  host_->After(round.pause, [this] { Round(); });
}

void PeersService::Dial(const peers::OutboundPlan::Dial& dial) {
  hands_.dial(dial.endpoint.ToString(), dial.purpose, [this, number = dial.number](const Status&) {
    if (stopped_) return;  // it ends because all end
    const std::lock_guard lock(mutex_);
    plan_->Ended(number, UnixNow());
  });
}

void PeersService::Ask(const peers::BootstrapStep& step) {
  if (stopped_) return;
  const std::uint64_t turn = ++turn_;
  host_->After(kLongestAsk, [this, turn] { AskedEnough(turn); });
  const auto go_on = [this, turn, host = host_] { host->Post([this, turn] { AskedEnough(turn); }); };
  if (step.server.empty()) {
    hands_.dial(step.introducer, peers::Purpose::kIntroducer, [go_on](const Status&) { go_on(); });
    return;
  }
  hands_.resolve(step.server, [this, go_on](const Result<std::vector<IpAddress>>& found) {
    if (found.ok()) TakeFound(*found);
    go_on();
  });
}

void PeersService::AskedEnough(std::uint64_t turn) {
  if (turn != turn_) return;
  ++turn_;
  Round();
}

void PeersService::TakeFound(const std::vector<IpAddress>& found) {
  peers::Told told;
  for (const IpAddress& ip : found) {
    if (told.addresses.size() >= kMostFound) break;
    peers::Address& address = told.addresses.emplace_back();
    address.host = ip.ToString();
    address.port = options_.default_port;
  }
  Learn(told);
}

}  // namespace dragoman
