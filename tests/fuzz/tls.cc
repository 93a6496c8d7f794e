// What a peer may say to TLS before and instead of a handshake, either side, in any pieces: an end with a reason, or
// silence. Every second input is a real handshake with some bytes of it changed.
#include <algorithm>

#include "core/session/manual_host.h"
#include "core/session/session.h"
#include "core/wire/framer.h"
#include "tests/fuzz/input.h"
#include "transports/tls/leaf.h"
#include "transports/tls/stream.h"

namespace dragoman::fuzz {
namespace {

struct Silent final : Protocol {
  void OnOpen(Session&) override {}
  void OnFrame(const Slice&, std::size_t) override {}
  Instant NextDeadline() const override { return kNever; }
  void OnTick(Instant) override {}
  void OnSettle() override {}
  bool Weigh(std::size_t) override { return false; }
  void OnClosed(const Closed& closed) override { Require(!closed.why.ToString().empty(), "an end without a reason"); }
};

struct Contexts {
  Contexts() {
    const PemPair authority = *MakeAuthority({"CA"});
    const PemPair leaf = *MintLeaf(authority, {.subject = {"leaf"}});
    TlsOptions options;
    options.certificate = leaf.certificate;
    options.key = leaf.key;
    options.authorities = authority.certificate;
    options.resume = false;
    acceptor = *TlsContext::ForAcceptor(options);
    options.least = TlsVersion::k12;
    dialer = *TlsContext::ForDialer(options);
  }
  std::shared_ptr<const TlsContext> acceptor;
  std::shared_ptr<const TlsContext> dialer;
};

struct End {
  End(const std::shared_ptr<const TlsContext>& context, Host& host)
      : stream(context, {}, host,
               [](LinkInfo link, Host& on) -> Result<std::unique_ptr<Stream>> {
                 return std::unique_ptr<Stream>(std::make_unique<Session>(
                     std::move(link), on, MakeWholeMessageFramer(1 << 20), std::make_unique<Silent>()));
               },
               [this](const LinkInfo&, const Status& why) {
                 Require(!why.ToString().empty(), "a failure without a reason");
                 Require(++failures == 1, "failed twice");
               }) {
    stream.Open();
  }
  ByteVector Take() {
    ByteVector taken;
    Bytes run;
    while (!stream.out().empty() && stream.out().Peek({&run, 1}) > 0) {
      taken.insert(taken.end(), run.begin(), run.end());
      stream.DropOut(run.size());
    }
    return taken;
  }
  void Feed(Bytes bytes, Input& pieces) {
    while (!bytes.empty()) {
      const Bytes piece = bytes.first(std::min(bytes.size(), pieces.Piece()));
      stream.Feed(Slice::Copy(piece));
      bytes = bytes.subspan(piece.size());
    }
  }
  int failures = 0;
  TlsStream stream;
};

void Fuzz(Input input) {
  static const Contexts contexts;
  const ManualClock clock;
  ManualHost host(clock);
  const std::size_t mode = input.Below(4);
  Input pieces = input.Split();
  if (mode < 2) {
    End end(mode == 0 ? contexts.acceptor : contexts.dialer, host);
    end.Feed(input.Rest(), pieces);
    end.Take();
    return;
  }
  End acceptor(contexts.acceptor, host);
  End dialer(contexts.dialer, host);
  for (int turn = 0; turn < 4; ++turn) {
    for (End* from : {&dialer, &acceptor}) {
      ByteVector said = from->Take();
      const std::size_t changes = input.Below(3);
      for (std::size_t i = 0; i < changes && !said.empty(); ++i) {
        const std::size_t at = input.Below(said.size());
        said[at] = static_cast<std::uint8_t>(said[at] ^ input.Byte());
      }
      (from == &dialer ? acceptor : dialer).Feed(said, pieces);
    }
  }
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Fuzz)
