#include "services/sinks/board.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "core/router/event.h"
#include "core/wire/json_fields.h"

namespace dragoman::sinks {
namespace {

constexpr std::int64_t kNanos = 1'000'000'000;

// "2026-11-21T00:12:04.121990022Z"; none for anything else.
std::optional<std::int64_t> WallOf(const std::string& text) {
  std::tm utc{};
  long nanos = 0;
  const int read = std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%9ldZ", &utc.tm_year, &utc.tm_mon, &utc.tm_mday,
                               &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &nanos);
  if (read != 7) return std::nullopt;
  utc.tm_year -= 1900;
  utc.tm_mon -= 1;
  return timegm(&utc) * kNanos + nanos;
}

std::string TimeOfDay(std::int64_t wall) { return WallTime(wall).substr(11, 8); }

std::string WordsOf(const Json& event) {
  std::string words = event["peer"].AsString();
  for (const auto& [key, value] : event.AsObject()) {
    if (key == "t" || key == "seq" || key == "net" || key == "ev" || key == "peer" || key == "hash") continue;
    words += words.empty() ? "" : " ";
    words += key + '=' + (value.is_string() ? value.AsString() : value.Dump());
  }
  return words;
}

std::int64_t Number(const Json& value) {
  const auto number = value.Int64();
  return number.ok() ? *number : 0;
}

std::uint64_t Count(const Json& value) { return static_cast<std::uint64_t>(std::max<std::int64_t>(Number(value), 0)); }

double Rate(std::uint64_t now, std::uint64_t before, double seconds) {
  return seconds > 0 && now > before ? static_cast<double>(now - before) / seconds : 0;
}

std::string_view Name(PeerRow::State state) {
  switch (state) {
    case PeerRow::State::kOpen: return "open";
    case PeerRow::State::kClosed: return "closed";
    case PeerRow::State::kFailed: return "failed";
  }
  return "open";
}

Json JsonOf(const NetworkRow& network) {
  Json row{Json::Object()};
  row.Set("net", network.net);
  if (!network.listening.empty()) row.Set("listening", network.listening);
  if (network.height.has_value()) row.Set("height", Json::SafeInt(*network.height));
  if (!network.tip.empty()) row.Set("tip", network.tip);
  if (network.sync.has_value()) {
    wire::JsonWriter writer;
    event::SyncProgress::Fields(writer, *network.sync);
    Json sync = writer.Take();
    if (!network.source.empty()) sync.Set("peer", network.source);
    row.Set("sync", std::move(sync));
  }
  if (network.importing.has_value()) {
    wire::JsonWriter writer;
    event::Importing::Fields(writer, *network.importing);
    row.Set("importing", writer.Take());
  }
  return row;
}

Json JsonOf(const PeerRow& peer, std::int64_t now) {
  Json row{Json::Object()};
  row.Set("net", peer.net);
  row.Set("peer", peer.address);
  row.Set("state", Name(peer.state));
  row.Set("inbound", peer.inbound);
  row.Set("agent", peer.agent);
  row.Set("seconds", static_cast<double>(now - peer.since) / static_cast<double>(kNanos));
  row.Set("last_event", peer.last_event);
  if (!peer.reason.empty()) row.Set("reason", peer.reason);
  if (peer.traffic.has_value()) {
    row.Set("bytes_in", Json::SafeInt(peer.traffic->bytes_in));
    row.Set("bytes_out", Json::SafeInt(peer.traffic->bytes_out));
    row.Set("messages_in", Json::SafeInt(peer.traffic->messages_in));
    row.Set("bytes_in_per_second", peer.traffic->in_rate);
    row.Set("bytes_out_per_second", peer.traffic->out_rate);
    row.Set("messages_in_per_second", peer.traffic->message_rate);
  }
  return row;
}

}  // namespace

NetworkRow& Board::Network(const std::string& net) {
  const auto found = networks_.find(net);
  if (found != networks_.end()) return found->second;
  if (networks_.size() == kMostNetworks) return networks_.rbegin()->second;  // nobody has that many
  NetworkRow& fresh = networks_[net];
  fresh.net = net;
  return fresh;
}

// Null where all places are taken by peers that are there.
PeerRow* Board::Peer(const std::string& net, const std::string& address) {
  const auto found = peers_.find({net, address});
  if (found != peers_.end()) return &found->second;
  if (peers_.size() >= kMostPeers) MakeRoom();
  if (peers_.size() >= kMostPeers) {
    ++unseen_;
    return nullptr;
  }
  PeerRow& fresh = peers_[{net, address}];
  fresh.net = net;
  fresh.address = address;
  return &fresh;
}

// Takes away who has been gone the longest.
void Board::MakeRoom() {
  auto oldest = peers_.end();
  for (auto peer = peers_.begin(); peer != peers_.end(); ++peer) {
    if (peer->second.state == PeerRow::State::kOpen) continue;
    if (oldest == peers_.end() || peer->second.since < oldest->second.since) oldest = peer;
  }
  if (oldest != peers_.end()) peers_.erase(oldest);
}

void Board::Hear(const Json& event) {
  const std::string& name = event["ev"].AsString();
  const std::string& net = event["net"].AsString();
  if (name.empty() || net.empty()) return Unreadable();
  CountOne();
  const std::int64_t when = WallOf(event["t"].AsString()).value_or(clock_.WallNanos());
  HearOfNetwork(event, name, Network(net));
  if (event.Find("peer") != nullptr) HearOfPeer(event, name, when);
  tape_.push_back({TimeOfDay(when), name, WordsOf(event)});
  if (tape_.size() > kMostEvents) tape_.pop_front();
}

void Board::HearOfNetwork(const Json& event, const std::string& name, NetworkRow& network) {
  if (name == "Listening") {
    network.listening = event["address"].AsString();
    network.stopped = false;
  } else if (name == "Stopped") {
    network.stopped = true;
  } else if (name == "ChainStep") {
    const std::int64_t height = Number(event["height"]);
    const bool grew = event["step"].AsString() == "NEW";
    network.height = grew ? height : height - 1;
    network.tip = grew ? event["hash_display"].AsString() : "";
  } else if (name == "SyncProgress") {
    event::SyncProgress& sync = network.sync.emplace();
    sync.stage = event["stage"].AsString();
    sync.done = Number(event["done"]);
    sync.target = Number(event["target"]);
    sync.per_second = event["per_second"].AsDouble();
    sync.stalled = event["stalled"].AsBool();
    if (event.Find("stall_reason") != nullptr) sync.stall_reason = event["stall_reason"].AsString();
    network.source = event["peer"].AsString();
    network.importing.reset();
  } else if (name == "Importing") {
    event::Importing& importing = network.importing.emplace();
    importing.file = event["file"].AsString();
    importing.done = Count(event["done"]);
    importing.size = Count(event["size"]);
    importing.blocks = Count(event["blocks"]);
    importing.finished = event["finished"].AsBool();
    if (event.Find("broken_at") != nullptr) importing.broken_at = Count(event["broken_at"]);
    if (event.Find("reason") != nullptr) importing.reason = event["reason"].AsString();
    network.sync.reset();
  } else if (name == "Gap") {
    lost_ += Count(event["lost"]);
  }
}

void Board::HearOfPeer(const Json& event, const std::string& name, std::int64_t when) {
  const std::pair key(event["net"].AsString(), event["peer"].AsString());
  // The sync goes on naming who fed it last.
  if (name == "SyncProgress" && peers_.count(key) == 0) return;
  PeerRow* peer = Peer(key.first, key.second);
  if (peer == nullptr) return;
  peer->last_event = name;
  if (name == "PeerRefused") {
    if (peer->since != 0 && peer->state == PeerRow::State::kOpen) return;
    peer->state = PeerRow::State::kClosed;
    peer->since = when;
    peer->reason = "turned away, " + event["reason"].AsString();
  } else if (name == "PeerDisconnected" || name == "DialFailed") {
    peer->state = name == "DialFailed" ? PeerRow::State::kFailed : PeerRow::State::kClosed;
    peer->since = when;
    peer->reason = event["reason"].AsString();
    if (event["banned"].AsBool()) peer->reason += " (banned)";
  } else if (name == "PeerConnected") {
    // Its own node may have measured it before.
    if (peer->state != PeerRow::State::kOpen) peer->traffic.reset();
    if (peer->state != PeerRow::State::kOpen || peer->since == 0) peer->since = when;
    peer->state = PeerRow::State::kOpen;
    peer->inbound = event["inbound"].AsBool();
    peer->agent = event["agent"].AsString();
    peer->reason.clear();
    peer->missed = 0;
  } else if (peer->since == 0) {
    peer->since = when;  // it came before we did
  }
}

void Board::Measure(const std::string& net, const std::vector<PeerFigures>& peers) {
  const Instant now = clock_.Now();
  const auto last = measured_.find(net);
  const double seconds = last == measured_.end() ? 0 : std::chrono::duration<double>(now - last->second).count();
  measured_[net] = now;
  for (auto& [key, peer] : peers_) {
    if (key.first == net) ++peer.missed;
  }
  for (const PeerFigures& figures : peers) {
    PeerRow* peer = Peer(net, figures.address);
    if (peer == nullptr) continue;
    peer->missed = 0;
    if (peer->state != PeerRow::State::kOpen || peer->since == 0) {
      peer->state = PeerRow::State::kOpen;
      peer->since = clock_.WallNanos() - figures.age.count();
      peer->reason.clear();
      peer->traffic.reset();
    }
    peer->inbound = figures.inbound;
    if (!figures.agent.empty()) peer->agent = figures.agent;
    const Traffic before = peer->traffic.value_or(Traffic());
    const bool compares = peer->traffic.has_value();
    Traffic& traffic = peer->traffic.emplace();
    traffic.bytes_in = figures.bytes_in;
    traffic.bytes_out = figures.bytes_out;
    traffic.messages_in = figures.messages_in;
    if (!compares) continue;
    traffic.in_rate = Rate(traffic.bytes_in, before.bytes_in, seconds);
    traffic.out_rate = Rate(traffic.bytes_out, before.bytes_out, seconds);
    traffic.message_rate = Rate(traffic.messages_in, before.messages_in, seconds);
  }
  // An end that we were not told of; once may be an event that is still on its way.
  for (auto& [key, peer] : peers_) {
    if (key.first != net || peer.missed == 0) continue;
    if (peer.traffic.has_value()) peer.traffic->in_rate = peer.traffic->out_rate = peer.traffic->message_rate = 0;
    if (peer.missed < 3 || peer.state != PeerRow::State::kOpen) continue;
    peer.state = PeerRow::State::kClosed;
    peer.since = clock_.WallNanos();
    peer.reason = "gone";
  }
}

void Board::SetTip(const std::string& net, std::int64_t height, const std::string& hash_display) {
  NetworkRow& network = Network(net);
  if (network.height.has_value()) return;
  network.height = height;
  network.tip = hash_display;
}

void Board::Forget() {
  const std::int64_t now = clock_.WallNanos();
  const std::int64_t afterlife = std::chrono::nanoseconds(kAfterlife).count();
  std::erase_if(peers_, [&](const auto& entry) {
    return entry.second.state != PeerRow::State::kOpen && now - entry.second.since > afterlife;
  });
}

std::vector<const PeerRow*> Board::peers() const {
  std::vector<const PeerRow*> rows;
  for (const auto& [key, peer] : peers_) rows.push_back(&peer);
  return rows;
}

void Board::CountOne() {
  ++events_;
  const std::int64_t number = clock_.Now().time_since_epoch() / std::chrono::seconds(1);
  Second& second = seconds_[static_cast<std::size_t>(number) % seconds_.size()];
  if (second.number != number) second = {number, 0};
  ++second.events;
}

Board Board::Held() const {
  Board held = *this;
  held.held_ = {clock_.Now(), clock_.WallNanos()};
  return held;
}

// Over the last whole seconds.
double Board::events_per_second() const {
  const std::int64_t now = Now().time_since_epoch() / std::chrono::seconds(1);
  std::uint64_t events = 0;
  for (const Second& second : seconds_) {
    if (second.number >= now - kRateSeconds && second.number < now) events += second.events;
  }
  return static_cast<double>(events) / static_cast<double>(kRateSeconds);
}

Json Board::ToJson() const {
  Json snapshot{Json::Object()};
  const std::int64_t now = clock_.WallNanos();
  snapshot.Set("t", WallTime(now));
  Json networks{Json::Array()};
  for (const auto& [net, network] : networks_) networks.Push(JsonOf(network));
  snapshot.Set("networks", std::move(networks));
  Json peers{Json::Array()};
  for (const auto& [key, peer] : peers_) peers.Push(JsonOf(peer, now));
  snapshot.Set("peers", std::move(peers));
  snapshot.Set("events", Json::SafeInt(events_));
  snapshot.Set("events_per_second", events_per_second());
  snapshot.Set("lost", Json::SafeInt(lost_));
  if (unreadable_ > 0) snapshot.Set("unreadable", Json::SafeInt(unreadable_));
  if (unseen_ > 0) snapshot.Set("unseen", Json::SafeInt(unseen_));
  return snapshot;
}

}  // namespace dragoman::sinks
