// What a message over WebSocket takes from the heap in a steady stream: nothing, on either side.
#include <gtest/gtest.h>

#include "core/session/manual_host.h"
#include "core/wire/framer.h"
#include "tests/unit/core/allocated.h"
#include "tests/unit/transports/websocket/lab.h"

namespace dragoman::websocket_tests {
namespace {

struct Echo final : Protocol {
  void OnOpen(Session& opened) override { session = &opened; }
  void OnFrame(const Slice& frame, std::size_t) override { session->Send(frame); }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed&) override {}
  Session* session = nullptr;
};

TEST(WebSocketAllocation, NoneForAMessageThatIsHeardAndSentBack) {
  for (const bool dials : {false, true}) {
    const ManualClock clock;
    ManualHost host(clock);
    LinkInfo link;
    link.inbound = !dials;
    WebSocketStream stream(
        std::make_shared<const WebSocketOptions>(WebSocketOptions{.path = "/ws"}), link, host,
        [](LinkInfo opened, Host& on) -> Result<std::unique_ptr<Session>> {
          return std::make_unique<Session>(std::move(opened), on, MakeWholeMessageFramer(1 * MiB), std::make_unique<Echo>());
        },
        nullptr);
    stream.Open();
    const auto take = [&stream] {
      std::string taken;
      Bytes run;
      while (!stream.out().empty() && stream.out().Peek({&run, 1}) > 0) {
        taken += AsText(run);
        stream.DropOut(run.size());
      }
      return taken;
    };
    std::string opening = std::string(kRequest) + "\r\n";
    if (dials) {
      const std::string request = take();
      const std::string_view name = "Sec-WebSocket-Key: ";
      opening = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
                websocket::AcceptFor(request.substr(request.find(name) + name.size(), 24)) + "\r\n\r\n";
    }
    stream.Feed(Slice::Copy(AsBytes(opening)));
    ASSERT_NE(stream.session(), nullptr);
    take();

    ByteVector frames;
    for (const std::size_t size : {64u, 0u, 200u, 1000u, 64u}) {
      const ByteVector frame = FrameOf(0x82, std::string(size, 'x'), !dials);
      frames.insert(frames.end(), frame.begin(), frame.end());
    }
    BlockRef block = Block::Alone(64 * KiB);
    std::size_t before = 0;
    std::size_t sent = 0;
    for (int batch = 0; batch < 300; ++batch) {
      if (batch == 100) before = testing::AllocatedSoFar();
      std::copy(frames.begin(), frames.end(), block->data());
      stream.Feed(Slice(Bytes(block->data(), frames.size()), block));
      Bytes run;
      while (!stream.out().empty() && stream.out().Peek({&run, 1}) > 0) {
        sent += run.size();
        stream.DropOut(run.size());
      }
    }
    EXPECT_EQ(testing::AllocatedSoFar() - before, 0u) << dials;
    EXPECT_GE(sent, 300 * 1328u);
  }
}

}  // namespace
}  // namespace dragoman::websocket_tests
