#include <cstdio>

#include "apps/dragoman/one_peer.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"

namespace dragoman {
namespace {

class Probe final : public Verb {
 public:
  About about() const override {
    return {"probe", "shake hands with one peer and print what it says of itself",
            "dragoman probe --dialect flowee --network regtest 127.0.0.1:11235",
            "Exit code 3: nobody there, or silent; 4: it refused us or speaks something else."};
  }

  void Declare(OptionList& options) override {
    peer_.DeclareDialect(options);
    options.Flag("--json", json_, "one JSON object; also for what went wrong");
    peer_.DeclareAddress(options, "the peer");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (const Status wrong = peer_.Choose(dialects); !wrong.ok()) return Fail(wrong);
    Json said;
    said.Set("dialect", peer_.dialect().name());
    said.Set("network", peer_.network());
    said.Set("address", peer_.address());
    const Status met = peer_.Meet([&said](Peer& peer, const OnePeer::Done& done) {
      for (const auto& [key, value] : peer.info().AsObject()) said.Set(key, value);
      done(Ok());
    });
    if (!met.ok()) return TellFailure(peer_.address(), met, json_);
    Print(said);
    return ExitCode::kOk;
  }

 private:
  void Print(const Json& said) const {
    if (json_) {
      std::puts(said.Dump().c_str());
      return;
    }
    for (const auto& [key, value] : said.AsObject()) {
      std::printf("%-14s %s\n", key.c_str(), (value.is_string() ? value.AsString() : value.Dump()).c_str());
    }
  }

  OnePeer peer_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeProbe() { return std::make_unique<Probe>(); }

}  // namespace dragoman
