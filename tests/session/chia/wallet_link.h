// A node of ours with a chain in memory and one wallet that is connected to it.
#pragma once

#include "dialects/chia/messages/shared.h"
#include "dialects/chia/messages/wallet/news.h"
#include "dialects/dialects.h"
#include "dragoman/testing.h"
#include "services/chain/chain_service.h"
#include "tests/session/chia/frames.h"
#include "tests/session/chia/wallet_blocks.h"
#include "tests/unit/services/chain/memory_shelf.h"

namespace dragoman::chia::wallet_tests {

inline constexpr const char* kLocal = "127.0.0.1:50000";    // exempt
inline constexpr const char* kStranger = "9.8.7.6:50000";

struct Greeting {
  std::string remote = kStranger;
  std::string protocol_version = "0.0.38";
};

class WalletLink {
 public:
  // Of a node that has these blocks, whose wallet has shaken hands.
  explicit WalletLink(const std::vector<Slice>& blocks, const Greeting& greeting = {})
      : registry_(testing::Registered(chia::Register)), station_(testing::Chosen(*registry_, "chia"), SetupOf(blocks, greeting), clock_) {
    ShakeHands(greeting);
  }
  // The next wallet: what is told and heard from here on is its link.
  void ComeAnother(const Greeting& greeting = {"9.8.7.6:50001"}) {
    LinkInfo link;
    link.inbound = true;
    link.remote = greeting.remote;
    Result<std::unique_ptr<Session>> session = station_.node().Adopt(link, station_.world().host);
    ASSERT_TRUE(session.ok()) << session.status().ToString();
    another_ = std::move(*session);
    another_->Open();
    ShakeHands(greeting);
  }
  static std::vector<Slice> UpTo(std::size_t height) {
    return {RecordedBlocks().begin(), RecordedBlocks().begin() + static_cast<std::ptrdiff_t>(height) + 1};
  }

  void Add(const FullBlock& block) { Add(Raw(block)); }
  void Add(const Slice& raw) {
    const Result<chain::Accepted> accepted = chain_->Accept(raw, "a test");
    ASSERT_TRUE(accepted.ok()) << accepted.status().ToString();
    Settle();
  }
  void Advance(Duration by) {
    const Instant until = clock_.Now() + by;
    for (Instant next; (next = NextDeadline()) <= until;) {
      clock_.Advance(std::max(next, clock_.Now()) - clock_.Now());
      Settle();
    }
    clock_.Advance(until - clock_.Now());
    Settle();
  }

  void TellFrame(Bytes frame) {
    session().Feed(Slice::Copy(frame));
    Settle();
  }
  template <class M>
  void Tell(const M& message, std::optional<std::int64_t> id = {}) {
    TellFrame(FrameOf(message, id));
  }
  // Frames since the last call.
  std::vector<ByteVector> HeardFrames() {
    const ByteVector sent = TakeSent(session());
    std::vector<ByteVector> frames;
    for (std::size_t at = 0; at < sent.size();) {
      const Result<FrameHeader> header = ReadFrameHeader(Bytes(sent).subspan(at));
      EXPECT_TRUE(header.ok());
      const std::size_t size = header.ok() ? header->size + header->body : sent.size() - at;
      const Bytes frame = Bytes(sent).subspan(at, size);
      frames.emplace_back(frame.begin(), frame.end());
      at += size;
    }
    return frames;
  }
  std::vector<Envelope> Heard() {
    std::vector<Envelope> heard;
    for (const ByteVector& frame : HeardFrames()) {
      const FrameHeader header = *ReadFrame(frame);
      Envelope& envelope = heard.emplace_back();
      envelope.native = header.type;
      if (header.id.has_value()) envelope.id = *header.id;
      envelope.body = Slice::Copy(Bytes(frame).subspan(header.size));
    }
    return heard;
  }
  // The one message that this question is answered with.
  template <class Answer, class Question>
  Answer Ask(const Question& question) {
    Tell(question, ++last_id_);
    const std::vector<Envelope> heard = Heard();
    EXPECT_EQ(heard.size(), 1u) << station_.closed_because();
    if (heard.size() != 1) return {};
    EXPECT_EQ(heard[0].native, Answer::kType);
    EXPECT_EQ(heard[0].id, last_id_);
    Result<Answer> answer = ReadMessage<Answer>(heard[0].body);
    EXPECT_TRUE(answer.ok()) << answer.status().ToString();
    return answer.ok() ? *answer : Answer();
  }

  // What came by itself after the handshake, ours included.
  const std::vector<Envelope>& greetings() const { return greetings_; }
  testing::Station& station() { return station_; }
  // "1000" and a ban of so many seconds: how we ended the link; empty while it lasts.
  std::string end() {
    if (!session().closing()) return "";
    const Verdict* verdict = session().closed().why.verdict();
    if (verdict == nullptr) return "no verdict: " + session().closed().why.Text();
    return std::to_string(verdict->close_code) + " " + std::to_string(verdict->ban_seconds);
  }

 private:
  struct Chain {
    toy::MemoryShelf shelf;
    std::unique_ptr<ChainService> service;
  };

  Instant NextDeadline() const {
    return another_ == nullptr ? station_.NextDeadline() : std::min(station_.NextDeadline(), another_->NextDeadline());
  }
  void Settle() {
    station_.Settle();
    for (; another_ != nullptr && another_->NextDeadline() <= clock_.Now(); station_.Settle()) another_->Tick();
  }
  Session& session() { return another_ != nullptr ? *another_ : station_.session(); }

  void ShakeHands(const Greeting& greeting) {
    Handshake words;
    words.network_id = "simulator0";
    words.protocol_version = greeting.protocol_version;
    words.software_version = "2.7.5";
    words.node_type = 6;
    words.capabilities = {{1, "1"}, {2, "1"}, {3, "1"}};
    Tell(words);
    greetings_ = Heard();
  }

  testing::Setup SetupOf(const std::vector<Slice>& blocks, const Greeting& greeting) {
    testing::Setup setup;
    setup.dialect = "chia";
    setup.network = "simulator0";
    setup.remote = greeting.remote;
    setup.serve = [this, blocks](testing::World& world, NetworkId network) -> std::shared_ptr<void> {
      auto chain = std::make_shared<Chain>();
      chain->service = std::make_unique<ChainService>(world.router, network, *registry_->Find("chia")->chain_format(),
                                                      "simulator0", chain->shelf, world.executor, world.clock);
      EXPECT_TRUE(chain->service->Start().ok());
      for (const Slice& raw : blocks) {
        const Result<chain::Accepted> accepted = chain->service->Accept(raw, "");
        EXPECT_TRUE(accepted.ok()) << accepted.status().ToString();
      }
      chain_ = chain->service.get();
      return chain;
    };
    return setup;
  }

  ManualClock clock_;
  const std::shared_ptr<const DialectRegistry> registry_;
  ChainService* chain_ = nullptr;
  testing::Station station_;
  std::unique_ptr<Session> another_;
  std::vector<Envelope> greetings_;
  std::int64_t last_id_ = 100;
};

inline std::string NamesOf(const std::vector<Envelope>& messages) {
  std::string names;
  for (const Envelope& message : messages) {
    if (!names.empty()) names += ' ';
    switch (message.native) {
      case Handshake::kType: names += "handshake"; break;
      case NewPeakWallet::kType: names += "new_peak_wallet"; break;
      case CoinStateUpdate::kType: names += "coin_state_update"; break;
      default: names += std::to_string(message.native);
    }
  }
  return names;
}

}  // namespace dragoman::chia::wallet_tests
