#include "apps/dragoman/top_source.h"

#include <atomic>
#include <csignal>
#include <thread>

#include "apps/dragoman/talk.h"

namespace dragoman {
namespace {

constexpr std::size_t kQueueBytes = 4 * MiB;
// So that keys are heard between.
constexpr std::size_t kEventsAtOnce = 4096;

class NodeSource final : public TopSource {
 public:
  NodeSource(const NodeArguments& arguments, InstanceOptions options)
      : instance_(std::move(options)),
        queue_("top", kQueueBytes),
        subscription_(instance_.router().Subscribe([this](const Event& event) { queue_.Push(event); })),
        // The screen is there while the store opens and a file is imported.
        starter_([this, &arguments] {
          failure_ = arguments.Begin(instance_);
          if (failure_.has_value()) instance_.Stop({});
          begun_ = true;
        }) {}

  ~NodeSource() override { (void)NodeSource::Close(); }

  void Pump(sinks::Board& board) override {
    for (const Event& event : queue_.TakeNow(kEventsAtOnce)) {
      board.Hear(ToJson(event, instance_.router().Text(event.network)));
    }
  }

  void Measure(sinks::Board& board) override {
    if (!begun_) return;
    if (instance_.chain() != nullptr) {
      const chain::Tip tip = instance_.chain()->tip();
      if (tip.height >= 0) board.SetTip(instance_.network_text(), tip.height, instance_.Display(tip.hash));
    }
    std::vector<sinks::PeerFigures> peers;
    const Instant now = instance_.clock().Now();
    for (const PeerView& view : instance_.node().Peers()) {
      sinks::PeerFigures figures;
      figures.address = view.address;
      figures.inbound = view.inbound;
      figures.agent = view.agent;
      figures.age = now - view.since;
      figures.bytes_in = view.bytes_in;
      figures.bytes_out = view.bytes_out;
      figures.messages_in = view.messages_in;
      peers.push_back(std::move(figures));
    }
    board.Measure(instance_.network_text(), peers);
  }

  bool ended() const override { return false; }
  bool stopping() const override { return instance_.stopping(); }

  ExitCode Close() override {
    if (!starter_.joinable()) return ExitCode::kOk;
    instance_.Stop({});
    starter_.join();
    if (!failure_.has_value()) instance_.Wait();
    const Status closed = instance_.Close();
    if (failure_.has_value()) {
      Talk(failure_->why);
      return failure_->code;
    }
    return closed.ok() ? ExitCode::kOk : Fail(closed);
  }

 private:
  Instance instance_;
  sinks::EventQueue queue_;
  Subscription subscription_;
  std::atomic<bool> begun_ = false;
  std::optional<NodeArguments::Failure> failure_;  // written before `begun_`
  std::thread starter_;
};

// SIGINT and SIGTERM where no loop takes them.
std::atomic<bool> told_to_end = false;
static_assert(std::atomic<bool>::is_always_lock_free);

class FeedSource final : public TopSource {
 public:
  explicit FeedSource(EventFeed feed) : feed_(std::move(feed)) {
    struct sigaction ours {};
    ours.sa_handler = [](int) { told_to_end = true; };
    for (const int number : {SIGINT, SIGTERM}) ::sigaction(number, &ours, nullptr);
  }

  void Pump(sinks::Board& board) override {
    feed_.Read([&board](const Result<Json>& event) {
      if (event.ok()) {
        board.Hear(*event);
      } else {
        board.Unreadable();
      }
    });
  }
  bool ended() const override { return feed_.ended(); }
  bool stopping() const override { return told_to_end; }
  ExitCode Close() override { return ExitCode::kOk; }

 private:
  EventFeed feed_;
};

}  // namespace

std::unique_ptr<TopSource> MakeNodeSource(const NodeArguments& arguments, std::function<void()> before_abrupt_end) {
  InstanceOptions options = arguments.MakeOptions();
  options.before_abrupt_end = std::move(before_abrupt_end);
  return std::make_unique<NodeSource>(arguments, std::move(options));
}

std::unique_ptr<TopSource> MakeFeedSource(EventFeed feed) { return std::make_unique<FeedSource>(std::move(feed)); }

}  // namespace dragoman
