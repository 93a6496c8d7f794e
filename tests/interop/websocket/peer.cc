// One end of a WebSocket for other programs to talk to: it listens and sends every message back, or dials, asks an echo
// and compares. Not installed.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include "core/session/session.h"
#include "core/wire/framer.h"
#include "transports/tcp/dialer.h"
#include "transports/tcp/listener.h"
#include "transports/tls/leaf.h"
#include "transports/tls/link.h"
#include "transports/websocket/link.h"

namespace dragoman {
namespace {

constexpr std::size_t kLargest = 64 * MiB;

class Echo final : public Protocol {
 public:
  void OnOpen(Session& session) override { session_ = &session; }
  void OnFrame(const Slice& frame, std::size_t) override { session_->Send(frame); }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed& closed) override {
    std::printf("closed by %s code %u reason %s: %s\n", std::string(Name(closed.by)).c_str(), closed.code, closed.reason.c_str(),
                closed.why.ToString().c_str());
    std::fflush(stdout);
  }

 private:
  Session* session_ = nullptr;
};

// Asks with messages of many sizes, a few ahead, and compares.
class Asker final : public Protocol {
 public:
  explicit Asker(Loop& loop) : loop_(loop) {
    for (std::size_t size : {0, 1, 125, 126, 127, 65'535, 65'536, 1'000'000}) sizes_.push_back(size);
    for (std::size_t size = 0; size < 500; ++size) sizes_.push_back(size * 7);
  }
  void OnOpen(Session& session) override {
    session_ = &session;
    for (int i = 0; i < 4; ++i) Ask();
  }
  void OnFrame(const Slice& frame, std::size_t) override {
    const std::string expected = Question(heard_);
    if (AsText(frame.bytes()) != expected) return session_->Close(Status(Code::kBadValue, "answer {} differs", heard_));
    if (++heard_ == sizes_.size()) return session_->Close(Status(Code::kClosed, "all is answered"));
    Ask();
  }
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed& closed) override {
    std::printf("answered %zu of %zu: %s\n", heard_, sizes_.size(), closed.why.ToString().c_str());
    std::fflush(stdout);
    loop_.Stop();
  }

 private:
  // Letters, so that it may go as text.
  std::string Question(std::size_t number) const {
    std::string text(sizes_[number], ' ');
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>('a' + (i * 31 + number) % 26);
    return text;
  }
  void Ask() {
    if (asked_ < sizes_.size()) session_->Send(AsBytes(Question(asked_++)));
  }

  Loop& loop_;
  std::vector<std::size_t> sizes_;
  std::size_t asked_ = 0;
  std::size_t heard_ = 0;
  Session* session_ = nullptr;
};

std::string Contents(const std::string& file) {
  std::ifstream stream(file);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

struct Arguments {
  std::string verb;
  std::string address;
  std::string tls;  // folder of ca.pem, cert.pem and key.pem
  WebSocketOptions options;
};

int Fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

TlsOptions Identity(const std::string& folder) {
  TlsOptions options;
  options.certificate = Contents(folder + "/cert.pem");
  options.key = Contents(folder + "/key.pem");
  options.authorities = Contents(folder + "/ca.pem");
  return options;
}

int Serve(const Arguments& arguments) {
  const SystemClock clock;
  Loop loop(clock);
  const std::vector<Loop*> loops{&loop};
  Adopt adopt = [](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
    SessionLimits limits;
    limits.high_water = kLargest;
    return std::make_unique<Session>(std::move(link), host, MakeWholeMessageFramer(kLargest), std::make_unique<Echo>(), limits);
  };
  MakeStream make = AcceptWebSocket(std::make_shared<const WebSocketOptions>(arguments.options), std::move(adopt));
  if (!arguments.tls.empty()) {
    TlsOptions options = Identity(arguments.tls);
    options.verify_peer = false;
    const auto context = TlsContext::ForAcceptor(std::move(options));
    if (!context.ok()) return Fail(context.status().ToString());
    make = AcceptTls(*context, std::move(make));
  }
  const Result<Listener> listener = Listen(arguments.address, loops, std::move(make));
  if (!listener.ok()) return Fail(listener.status().ToString());
  std::printf("listening %s\n", listener->address().c_str());
  std::fflush(stdout);
  // Until whoever has started it lets go.
  std::thread([&loop] {
    while (std::cin.get() != std::char_traits<char>::eof()) {
    }
    loop.Stop();
  }).detach();
  loop.Run();
  return 0;
}

int Ask(const Arguments& arguments) {
  const SystemClock clock;
  Loop loop(clock);
  TcpDialer tcp(loop);
  std::optional<TlsDialer> tls;
  if (!arguments.tls.empty()) {
    const auto context = TlsContext::ForDialer(Identity(arguments.tls));
    if (!context.ok()) return Fail(context.status().ToString());
    tls.emplace(tcp, *context);
  }
  WebSocketDialer dialer(tls.has_value() ? static_cast<StreamDialer&>(*tls) : tcp,
                         std::make_shared<const WebSocketOptions>(arguments.options));
  int code = 0;
  dialer.Dial(
      arguments.address,
      [&loop](LinkInfo link, Host& host) -> Result<std::unique_ptr<Session>> {
        return std::make_unique<Session>(std::move(link), host, MakeWholeMessageFramer(kLargest), std::make_unique<Asker>(loop));
      },
      [&](const Status& why) {
        code = Fail(why.ToString());
        loop.Stop();
      });
  loop.Run();
  return code;
}

int Main(int count, char** words) {
  Arguments arguments;
  if (count < 3) return Fail("usage: websocket_peer listen|dial ADDRESS [--tls DIR] [--path P] [--text] [--deflate]");
  arguments.verb = words[1];
  arguments.address = words[2];
  arguments.options.largest = kLargest;
  for (int i = 3; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--tls" && i + 1 < count) arguments.tls = words[++i];
    else if (word == "--path" && i + 1 < count) arguments.options.path = words[++i];
    else if (word == "--text") arguments.options.takes_text = arguments.options.sends_text = true;
    else if (word == "--deflate") arguments.options.deflate = WebSocketDeflate{.from = 0, .keep_window = true};
    else return Fail("what is " + word + "?");
  }
  return arguments.verb == "listen" ? Serve(arguments) : Ask(arguments);
}

}  // namespace
}  // namespace dragoman

int main(int count, char** words) { return dragoman::Main(count, words); }
