#include "tests/session/chia/live_replay.h"

#include "dialects/chia/chia_inspector.h"
#include "dialects/chia/frame.h"
#include "dialects/chia/mempool.h"
#include "dialects/chia/messages/full_node.h"
#include "dialects/chia/messages/shared.h"
#include "dialects/chia/messages/wallet/news.h"
#include "tests/session/chia/told.h"
#include "tests/session/chia/wallet_blocks.h"

namespace dragoman::chia::live {
namespace {

using namespace std::chrono_literals;
using wallet_tests::BlockOn;

// For what the node says last, on top of the time that the real one took.
constexpr auto kPatience = 100ms;
constexpr const char* kOurDoor = "127.0.0.1:44871";  // where a node that dials finds us
constexpr std::int64_t kBookPenalty = 7200;          // seconds

Json FieldsOf(Bytes frame) {
  const Result<Json> decoded = ChiaInspector().Decode(frame);
  return decoded.ok() ? (*decoded)["fields"] : Json();
}

std::uint8_t TypeOf(const Step& step) { return step.frame.empty() ? 0 : step.frame[0]; }

bool IsDraw(const Step& step) { return TypeOf(step) == RespondPeers::kType && step.id.has_value(); }

std::string Lines(const std::vector<std::string>& texts) {
  std::string lines;
  for (const std::string& text : texts) lines += "\n  " + text.substr(0, 400);
  return texts.empty() ? "\n  (nothing)" : lines;
}

std::string Addresses(std::int64_t id, std::size_t count) {
  return "respond_peers id " + std::to_string(id) + " with " + std::to_string(count) + " addresses";
}

}  // namespace

LiveReplay::LiveReplay(const Session& session, const Stage::Plan& plan, LeftOut left_out)
    : session_(session), left_out_(std::move(left_out)), stage_(plan), peer_(!session.node_dials) {
  for (const Step& step : session.steps) {
    if (!IsLeftOut(step)) steps_.push_back(step);
  }
}

bool LiveReplay::IsLeftOut(const Step& step) const {
  if (left_out_.the_end && step.kind == Step::Kind::kCloseFromNode) return true;
  return step.id.has_value() && left_out_.questions.contains(*step.id);
}

bool LiveReplay::Asks(const Step& step) {
  return step.kind == Step::Kind::kToNode || step.kind == Step::Kind::kOperator;
}

void LiveReplay::Run() {
  if (session_.node_dials) {
    stage_.Visit(peer_, kOurDoor);
  } else {
    stage_.Come(peer_, session_.address);
    ASSERT_EQ(peer_.http_status(), 101) << peer_.http_body();
  }
  began_ = stage_.Now();
  for (std::size_t at = 0; at < steps_.size();) {
    const Step& step = steps_[at];
    SCOPED_TRACE("step at " + std::to_string(step.at.count()) + " ms");
    switch (step.kind) {
      case Step::Kind::kNoAnswer:
        AdvanceTo(step.at);
        Compare({}, Heard(), true);
        ++at;
        break;
      case Step::Kind::kCloseToNode:
        AdvanceTo(step.at);
        Compare({}, Heard(), true);
        ASSERT_TRUE(peer_.open()) << stage_.Ends();
        peer_.Close(step.code, step.reason);
        ++at;
        break;
      case Step::Kind::kCloseFromNode:
        AdvanceTo(step.at + kPatience);
        Compare({}, Heard(), true);
        CheckClose(step);
        ++at;
        break;
      default: at = Round(at);
    }
    if (::testing::Test::HasFatalFailure()) return;
  }
  EXPECT_EQ(peer_.complaints(), "");
  if (left_out_.the_end) {
    EXPECT_TRUE(peer_.open()) << stage_.Ends();
  } else if (session_.ban_seconds.has_value()) {
    CheckBan();
  }
}

void LiveReplay::AdvanceTo(std::chrono::milliseconds at) {
  ASSERT_TRUE(stage_.AdvanceTo(began_ + at)) << "it does not come to rest";
  if (peer_.heard_close().has_value() && !closed_.has_value()) closed_ = stage_.Now();
}

std::size_t LiveReplay::Round(std::size_t at) {
  std::size_t questions = 0;
  bool reorganises = false;
  std::chrono::milliseconds when = 0ms;
  for (; at < steps_.size() && Asks(steps_[at]); ++at) {
    // What is asked at one time is asked at once.
    if (steps_[at].at > when) AdvanceTo(steps_[at].at);
    when = std::max(when, steps_[at].at);
    Do(steps_[at]);
    if (steps_[at].kind == Step::Kind::kToNode) ++questions;
    reorganises = reorganises || steps_[at].all["event"] == Json("reorg_blocks");
  }
  AdvanceTo(when);
  std::vector<std::string> theirs;
  for (; at < steps_.size() && steps_[at].kind == Step::Kind::kFromNode; ++at) {
    std::string told = Theirs(steps_[at]);
    // One reorganisation may be announced twice (wire/chia.md 16.1).
    const bool twice = reorganises && !theirs.empty() && theirs.back() == told && told.starts_with("new_peak id");
    if (!twice) theirs.push_back(std::move(told));
    when = std::max(when, steps_[at].at);
  }
  const bool goes_on = at < steps_.size() && (Asks(steps_[at]) || steps_[at].kind == Step::Kind::kCloseToNode);
  AdvanceTo(goes_on ? std::max(when, steps_[at].at) : when + kPatience);
  Compare(std::move(theirs), Heard(), !greeting_ && questions <= 1);
  return at;
}

void LiveReplay::Do(const Step& step) {
  if (step.kind == Step::Kind::kToNode) {
    ASSERT_TRUE(peer_.open()) << stage_.Ends();
    if (TypeOf(step) != Handshake::kType && TypeOf(step) != ConfigureWindowSizes::kType) greeting_ = false;
    if (TypeOf(step) == RespondPeers::kType) {
      const Json fields = FieldsOf(step.frame);
      for (const Json& address : fields["peer_list"].AsArray()) told_[address["host"].AsString()] = address;
    }
    return peer_.Send(step.frame);
  }
  greeting_ = false;
  const std::string& event = step.all["event"].AsString();
  if (event == "get_blockchain_state") {
    EXPECT_EQ(Json(stage_.chain().tip().height), step.all["peak_height"]);
  } else if (event == "get_all_mempool_tx_ids") {
    Json ids{Json::Array()};
    for (const Mempool::Item& item : stage_.node().commons().Get<Mempool>().All(stage_.Now())) {
      ids.Push(Json("0x" + ToHex(item.id)));
    }
    EXPECT_EQ(ids, step.all["tx_ids"]);
  } else {
    ASSERT_TRUE(event == "farm_block" || event == "reorg_blocks") << event;
    Farm(static_cast<std::size_t>(&step - steps_.data()), step.all);
  }
}

// Blocks that nobody recorded are stood in for by some of our own making, with the coins that the node told about.
void LiveReplay::Farm(std::size_t place, const Json& how) {
  for (Coin& coin : coins_) coin.parent_coin_info.front() ^= 0xff;  // others like those of the last block
  for (++place; place < steps_.size() && !Asks(steps_[place]); ++place) {
    if (TypeOf(steps_[place]) != CoinStateUpdate::kType) continue;
    const Slice frame = Slice::View(steps_[place].frame);
    const Result<CoinStateUpdate> update = ReadMessage<CoinStateUpdate>(frame.Sub(ReadFrame(frame.bytes())->size));
    ASSERT_TRUE(update.ok());
    coins_.clear();
    for (const CoinState& state : update->items) coins_.push_back(state.coin);
  }
  const std::int64_t undone = how.Find("num_of_blocks_to_rev") != nullptr ? *how["num_of_blocks_to_rev"].Int64() : 0;
  const std::int64_t more = undone > 0 ? *how["num_of_new_blocks"].Int64() : *how["blocks"].Int64();
  const std::uint32_t heavier = undone > 0 ? 1 : 0;
  Slice below = stage_.Block(undone);
  for (std::int64_t i = 0; i < undone + more; ++i) {
    below = wallet_tests::Raw(BlockOn(*ReadMessage<FullBlock>(below), coins_, heavier));
    const Result<chain::Accepted> accepted = stage_.chain().Accept(below, "the operator");
    ASSERT_TRUE(accepted.ok()) << accepted.status().ToString();
  }
}

std::string LiveReplay::Theirs(const Step& step) const {
  if (IsDraw(step)) {
    // A node that was told no addresses in this session had them from an earlier one; ours begins with none.
    const std::size_t count = FieldsOf(step.frame)["peer_list"].AsArray().size();
    return Addresses(*step.id, told_.empty() ? 0 : count);
  }
  return Told(step.frame, !step.id.has_value() || !left_out_.coin_states.contains(*step.id));
}

std::string LiveReplay::Ours(Bytes frame) {
  const Result<FrameHeader> header = ReadFrame(frame);
  if (!header.ok()) return "no frame: " + ToHex(frame);
  if (header->type == RespondPeers::kType && header->id.has_value()) {
    const Json fields = FieldsOf(frame);
    ExpectDrawn(fields);
    return Addresses(*header->id, fields["peer_list"].AsArray().size());
  }
  return Told(frame, !header->id.has_value() || !left_out_.coin_states.contains(*header->id));
}

// By chance from those that were told and are worth keeping, each once, two hours older than told.
void LiveReplay::ExpectDrawn(const Json& answer) {
  std::set<std::string> hosts;
  for (const Json& address : answer["peer_list"].AsArray()) {
    const std::string& host = address["host"].AsString();
    EXPECT_TRUE(hosts.insert(host).second) << host << " is told twice";
    const auto told = told_.find(host);
    ASSERT_NE(told, told_.end()) << host << " was never told";
    EXPECT_EQ(address["port"], told->second["port"]) << host;
    EXPECT_EQ(*address["timestamp"].Int64(), *told->second["timestamp"].Int64() - kBookPenalty) << host;
    EXPECT_NE(address["port"], Json(8444)) << host << " is of another network";
    EXPECT_NE(host, "10.1.2.3") << "a private address";
    EXPECT_NE(host, "seeder.example") << "a name";
  }
}

std::vector<std::string> LiveReplay::Heard() {
  std::vector<std::string> heard;
  for (const ByteVector& frame : peer_.Take()) heard.push_back(Ours(frame));
  return heard;
}

void LiveReplay::Compare(std::vector<std::string> theirs, std::vector<std::string> ours, bool in_order) const {
  // The recorded node had told its neighbours this address in an earlier session; one that is fresh tells the newcomer
  // (wire/chia.md 12.1).
  const auto is = [](std::string_view name) { return [name](const std::string& text) { return text.starts_with(name); }; };
  if (greeting_ && !session_.node_dials && std::ranges::any_of(theirs, is("new_peak id")) &&
      std::ranges::none_of(theirs, is("respond_peers"))) {
    theirs.push_back("respond_peers id null {\"peer_list\":[\"" + session_.address + " 0\"]}");
  }
  if (!in_order) {
    for (std::vector<std::string>* all : {&theirs, &ours}) {
      const bool answers = !all->empty() && all->front().starts_with("handshake");
      std::sort(all->begin() + (answers ? 1 : 0), all->end());
    }
  }
  EXPECT_EQ(ours, theirs) << "the real node said" << Lines(theirs) << "\nours said" << Lines(ours) << "\n" << stage_.Ends();
}

void LiveReplay::CheckClose(const Step& step) {
  ASSERT_TRUE(peer_.heard_close().has_value()) << "ours stays";
  EXPECT_EQ(static_cast<int>(peer_.heard_close()->code), step.code) << stage_.Ends();
  EXPECT_EQ(peer_.heard_close()->reason, step.reason) << stage_.Ends();
}

void LiveReplay::CheckBan() {
  ASSERT_TRUE(closed_.has_value());
  ExpectRefused(true);
  const Instant over = *closed_ + std::chrono::seconds(*session_.ban_seconds);
  ASSERT_TRUE(stage_.AdvanceTo(over - 1ms));
  ExpectRefused(true);
  ASSERT_TRUE(stage_.AdvanceTo(over));
  ExpectRefused(false);
}

void LiveReplay::ExpectRefused(bool refused) {
  WirePeer again(true);
  stage_.Come(again, session_.address);
  EXPECT_EQ(again.http_status(), refused ? *session_.refused_with : 101);
  EXPECT_EQ(again.http_body(), refused ? session_.refusal : "");
  EXPECT_EQ(again.complaints(), "");
}

}  // namespace dragoman::chia::live
