#include <cstdio>

#include "apps/dragoman/envelopes.h"
#include "apps/dragoman/one_peer.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"
#include "core/base/hex.h"

namespace dragoman {
namespace {

// The question under way; kept with its peer, so that it ends no later.
struct Asking {
  std::optional<Task<Status>> task;
};

using Hear = std::function<void(Result<Envelope>)>;

Task<Status> AskByHand(Peer& peer, Envelope question, Duration timeout, Hear hear) {
  Result<Envelope> reply = co_await peer.AskEnvelope(question, timeout);
  if (reply.ok()) reply = reply->Owned();
  hear(reply);
  co_return reply.status();
}

class Call final : public Verb {
 public:
  About about() const override {
    return {"call", "send one message by hand and print the reply",
            "dragoman call --dialect flowee --network regtest 127.0.0.1:11235 \\\n"
            "    --type BlockChain.GetBlockCount --fields '{}'",
            "Sent after the dialect's introduction; the reply is printed as decode prints it. A refusal is a reply."};
  }

  void Declare(OptionList& options) override {
    peer_.DeclareDialect(options);
    options.Add("--type", "T", &type_, "the message's type; 'dragoman dialects --json' lists them")
        .Required()
        .Add("--fields", "JSON", &fields_, "its fields, as decode prints them")
        .Add("--hex", "H", &hex_, "the bytes of its body, instead");
    peer_.DeclareAddress(options, "whom to ask");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    Status wrong = peer_.Choose(dialects);
    const Result<Envelope> question = wrong.ok() ? Question() : Result<Envelope>(wrong);
    if (!question.ok()) {
      Talk(question.status());
      return ExitCode::kUsage;
    }
    Result<Envelope> reply = Status(Code::kShutdown, "interrupted");
    const Status met = peer_.Meet([&](Peer& peer, const OnePeer::Done& done) {
      const Hear hear = [&reply, done](const Result<Envelope>& heard) {
        reply = heard;
        done(heard.status());
      };
      std::optional<Task<Status>>& task = peer.State<Asking>().task;
      task.emplace(AskByHand(peer, *question, peer_.timeout(), hear));
      task->Start();
    });
    if (!met.ok()) return TellFailure(peer_.address(), met, false);
    const Result<Json> printed = JsonOfEnvelope(peer_.dialect(), *reply);
    if (!printed.ok()) return TellFailure(peer_.address(), printed.status(), false);
    std::puts(printed->Dump().c_str());
    return ExitCode::kOk;
  }

 private:
  Result<Envelope> Question() const {
    if (fields_.has_value() == hex_.has_value()) {
      return Status(Code::kUsage, "exactly one of --fields JSON and --hex H says what to send");
    }
    if (hex_.has_value()) {
      const Result<ByteVector> body = FromHex(*hex_);
      return body.ok() ? EnvelopeOfBody(peer_.dialect(), type_, *body) : Within("--hex", body.status());
    }
    const Result<Json> fields = Json::Parse(*fields_);
    return fields.ok() ? EnvelopeOfFields(peer_.dialect(), type_, *fields) : Within("--fields", fields.status());
  }
  static Status Within(const char* option, Status why) { return why.In(option); }

  OnePeer peer_;
  std::string type_;
  std::optional<std::string> fields_;
  std::optional<std::string> hex_;
};

}  // namespace

std::unique_ptr<Verb> MakeCall() { return std::make_unique<Call>(); }

}  // namespace dragoman
