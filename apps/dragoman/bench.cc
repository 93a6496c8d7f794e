#include <csignal>
#include <cstdio>

#include "apps/dragoman/bench_codec.h"
#include "apps/dragoman/bench_load.h"
#include "apps/dragoman/choose.h"
#include "apps/dragoman/envelopes.h"
#include "apps/dragoman/network_choice.h"
#include "apps/dragoman/node_arguments.h"
#include "apps/dragoman/config/suggest.h"
#include "apps/dragoman/talk.h"
#include "apps/dragoman/verbs.h"
#include "core/base/hex.h"
#include "core/peer/ip_range.h"

namespace dragoman {
namespace {

constexpr std::chrono::seconds kUsualTime{3};
constexpr std::chrono::milliseconds kShortTime{200};  // of each type, where all are measured
constexpr std::int64_t kMostConnections = 256;
constexpr std::int64_t kMostDepth = 1024;
constexpr Duration kMostTime = std::chrono::minutes(10);

std::atomic<bool> told_to_end = false;

bool OnLoopback(const std::string& address) {
  const std::string_view host = HostOf(address);
  const std::optional<IpAddress> ip = IpAddress::Parse(host);
  return ip.has_value() ? ip->is_loopback() : host == "localhost";
}

std::string Nanos(double nanos) {
  if (nanos < 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, nanos < 100 ? "%.1f" : "%.0f", nanos);
  return text;
}

std::string Rate(double bytes, double nanos) {
  if (nanos < 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.0f", bytes / nanos * 1e3);
  return text;
}

class Bench final : public Verb {
 public:
  About about() const override {
    return {"bench", "codec, transport and end-to-end benchmarks",
            "dragoman bench codec --dialect tiny\n"
            "  dragoman bench node --dialect flowee --network regtest 127.0.0.1:11235 --type API.Version",
            "codec: bytes to messages and back. node: asks one that runs. loopback: asks one of its own. docs/bench.md"};
  }

  void Declare(OptionList& options) override {
    choice_.Declare(options);
    options.Add("--type", "T", &type_, "the message; without it codec takes all, loopback the first that is answered")
        .Add("--fields", "JSON", &fields_, "its fields, as decode prints them; without them arbitrary ones")
        .Add("--hex", "H", &hex_, "the bytes of its body, instead")
        .Add("--connections", "N", &connections_, "at once (1; at most 256)")
        .Add("--depth", "N", &depth_, "questions under way on each; 1024 at most; without it 1, then 64")
        .Add("--seconds", "S", &seconds_, "of each row (3; 0.2 where codec takes all types; at most 600)")
        .Flag("--force", force_, "another machine than this one; only if it is yours")
        .Flag("--json", json_, "a line of JSON for each row")
        .Add("WHAT", "", &what_, "codec, node or loopback")
        .Offers({"codec", "node", "loopback"})
        .Required()
        .Add("HOST:PORT", "", &address_, "for node: whom to ask");
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (const Status wrong = Check(dialects); !wrong.ok()) return Fail(wrong);
    if (what_ == "codec") return Codecs();
    return Load();
  }

 private:
  const Dialect& dialect() const { return choice_.dialect(); }
  const Plan& plan() const { return *dialect().plan(); }

  Status Check(const DialectRegistry& dialects) {
    const std::vector<std::string> known{"codec", "loopback", "node"};
    if (std::find(known.begin(), known.end(), what_) == known.end()) {
      return Status::Because(Code::kUsage, UnknownName("bench", what_, known));
    }
    DRAGOMAN_TRY(ChooseDialectAndNetwork(dialects));
    if (fields_.has_value() && hex_.has_value()) return Status(Code::kUsage, "give --fields or --hex, not both");
    if ((fields_.has_value() || hex_.has_value()) && type_.empty()) {
      return Status(Code::kUsage, "--fields and --hex need --type");
    }
    if (connections_.value_or(1) < 1 || connections_.value_or(1) > kMostConnections) {
      return Status(Code::kUsage, "--connections is 1 to {}", static_cast<std::uint64_t>(kMostConnections));
    }
    if (depth_.value_or(1) < 1 || depth_.value_or(1) > kMostDepth) {
      return Status(Code::kUsage, "--depth is 1 to {}", static_cast<std::uint64_t>(kMostDepth));
    }
    if (seconds_ > kMostTime) return Status(Code::kUsage, "--seconds is at most 600");
    if (what_ != "node") {
      return address_.empty() ? Ok() : Status(Code::kUsage, "HOST:PORT is for 'bench node' only");
    }
    if (address_.empty()) return Status(Code::kUsage, "'bench node' needs HOST:PORT: whom to ask");
    DRAGOMAN_TRY(CheckAddress("HOST:PORT", address_));
    if (!force_ && !OnLoopback(address_)) {
      return Status::Because(Code::kUsage, address_ + " is not on this machine. Load on others is for their owners: "
                                                      "--force if you are one");
    }
    return Ok();
  }

  // The codec does not care which network it is.
  Status ChooseDialectAndNetwork(const DialectRegistry& dialects) {
    if (what_ == "codec") choice_.TakeAnyNetwork();
    return choice_.Choose(dialects);
  }

  // The message that the options give; none where they give none.
  Result<std::optional<Envelope>> Given() const {
    Result<Envelope> envelope = Status(Code::kUsage, "");
    if (fields_.has_value()) {
      const Result<Json> fields = Json::Parse(*fields_);
      if (!fields.ok()) return Status(fields.status()).In("--fields");
      envelope = EnvelopeOfFields(dialect(), type_, *fields);
    } else if (hex_.has_value()) {
      const Result<ByteVector> body = FromHex(*hex_);
      if (!body.ok()) return Status(body.status()).In("--hex");
      envelope = EnvelopeOfBody(dialect(), type_, *body);
    } else {
      return std::optional<Envelope>();
    }
    if (!envelope.ok()) return envelope.status();
    envelope->head = {};  // an id in there would be the same for all of them
    return std::optional<Envelope>(std::move(*envelope));
  }

  // --- codec ---

  ExitCode Codecs() {
    Result<std::optional<Envelope>> given = Given();
    if (!given.ok()) return Fail(given.status());
    std::vector<const MessagePlan*> wanted;
    if (type_.empty()) {
      for (const MessagePlan& message : plan().messages) wanted.push_back(&message);
    } else {
      const MessagePlan* named = plan().Find(type_);
      if (named == nullptr) return Fail(UnknownType());
      wanted.push_back(named);
    }
    const Duration usual = type_.empty() ? Duration(kShortTime) : Duration(kUsualTime);
    const Duration time = seconds_.count() > 0 ? seconds_ : usual;
    std::size_t without = 0;
    for (const MessagePlan* message : wanted) {
      const Result<CodecRow> row = BenchCodec(dialect(), *message, *given, time);
      if (row.ok()) {
        Print(*row);
      } else if (!type_.empty()) {
        return Fail(row.status());
      } else {
        ++without;
      }
    }
    if (without > 0) {
      Talk(std::to_string(without) + " types have no sample of their own and are left out; "
                                     "'--type T' with --fields or --hex measures one of them.");
    }
    return ExitCode::kOk;
  }

  void Print(const CodecRow& row) {
    if (json_) {
      std::puts(ToJson(row).Dump().c_str());
    } else {
      if (!std::exchange(headed_, true)) {
        std::printf("%-42s %7s %9s %9s %9s %9s %9s %9s\n", "nanoseconds of CPU per message", "bytes", "view", "decode",
                    "owned", "encode", "dec MB/s", "enc MB/s");
      }
      const auto bytes = static_cast<double>(row.bytes);
      std::printf("%-42s %7zu %9s %9s %9s %9s %9s %9s\n", row.type.c_str(), row.bytes, Nanos(row.view).c_str(),
                  Nanos(row.decode).c_str(), Nanos(row.owned).c_str(), Nanos(row.encode).c_str(),
                  Rate(bytes, row.decode).c_str(), Rate(bytes, row.encode).c_str());
    }
    std::fflush(stdout);
  }

  Status UnknownType() const {
    std::vector<std::string> known;
    for (const MessagePlan& message : plan().messages) known.push_back(message.name);
    return Status::Because(Code::kUsage, UnknownName("type", type_, known));
  }

  // --- node and loopback ---

  ExitCode Load() {
    Result<Envelope> question = Question();
    if (!question.ok()) return Fail(question.status());
    if (what_ == "node") {
      CatchSignals();
      return Rows(dialect(), address_, *question);
    }
    InstanceOptions options;
    options.dialect = &dialect();
    options.network = choice_.network();
    options.chain = true;
    options.plan = Unlimited();
    options.node.limits = plan().limits;
    options.node.limits->inbound = kMostConnections + 1;
    Instance instance(std::move(options));
    if (const Status opened = instance.Open(); !opened.ok()) return Fail(opened);
    if (const Status listening = instance.Listen("127.0.0.1:0"); !listening.ok()) return Fail(listening);
    // After the instance's own: whoever interrupts this ends both.
    CatchSignals();
    const ExitCode code = Rows(dialect(), instance.address(), *question);
    instance.Stop({});
    instance.Wait();
    const Status closed = instance.Close();
    return code == ExitCode::kOk && !closed.ok() ? Fail(closed) : code;
  }

  static void CatchSignals() {
    struct sigaction ours {};
    ours.sa_handler = [](int) { told_to_end = true; };
    for (const int number : {SIGINT, SIGTERM}) ::sigaction(number, &ours, nullptr);
  }

  // What is measured is how fast it can be, not how fast peers may ask.
  std::shared_ptr<const Plan> Unlimited() const {
    auto plan = std::make_shared<Plan>(*dialect().plan());
    for (MessagePlan& message : plan->messages) message.rules.per_second = 0;
    return plan;
  }

  Result<Envelope> Question() const {
    Result<std::optional<Envelope>> given = Given();
    if (!given.ok()) return given.status();
    if (given->has_value()) return std::move(**given);
    const MessagePlan* asks = nullptr;
    if (!type_.empty()) {
      asks = plan().Find(type_);
      if (asks == nullptr) return UnknownType();
    } else {
      for (const MessagePlan& message : plan().messages) {
        const bool answered = message.answer || (message.flow >= 0 && !message.replies.empty());
        if (answered && message.arbitrary) {
          asks = &message;
          break;
        }
      }
      if (asks == nullptr) return Status(Code::kUsage, "which message to ask with? --type says, with --fields or --hex");
      Talk("asking with " + asks->name);
    }
    if (!asks->arbitrary) return Status::Because(Code::kUsage, asks->name + " needs --fields or --hex: what to ask");
    return EnvelopeOfBody(dialect(), asks->name, asks->arbitrary(1));
  }

  ExitCode Rows(const Dialect& asked, const std::string& address, const Envelope& question) {
    std::vector<std::size_t> depths{1, 64};
    if (depth_.has_value()) depths = {static_cast<std::size_t>(*depth_)};
    for (const std::size_t depth : depths) {
      LoadPlan load;
      load.address = address;
      load.connections = static_cast<std::size_t>(connections_.value_or(1));
      load.depth = depth;
      load.time = seconds_.count() > 0 ? seconds_ : Duration(kUsualTime);
      const Result<LoadRow> row = BenchLoad(asked, choice_.network(), question, load, told_to_end);
      if (!row.ok()) {
        Talk(address + ": " + row.status().ToString());
        return told_to_end ? ExitCode::kPartial : ExitCodeOf(row.status());
      }
      Print(*row);
    }
    return ExitCode::kOk;
  }

  void Print(const LoadRow& row) {
    Json json = ToJson(row);
    if (json_) {
      Json line{Json::Object()};
      line.Set("bench", what_);
      for (const auto& [key, value] : json.AsObject()) line.Set(key, value);
      std::puts(line.Dump().c_str());
    } else {
      if (!std::exchange(headed_, true)) {
        std::printf("%11s %6s %12s %12s %10s %10s %10s\n", "connections", "depth", "answers", "per second", "p50 us",
                    "p99 us", "max us");
      }
      std::printf("%11zu %6zu %12llu %12.0f %10.1f %10.1f %10.1f\n", row.connections, row.depth,
                  static_cast<unsigned long long>(row.latencies.count()), json["per_second"].AsDouble(),
                  json["p50_us"].AsDouble(), json["p99_us"].AsDouble(), json["max_us"].AsDouble());
      if (row.refused > 0) Talk(std::to_string(row.refused) + " of these answers refused the question");
    }
    std::fflush(stdout);
  }

  NetworkChoice choice_;
  std::string what_;
  std::string address_;
  std::string type_;
  std::optional<std::string> fields_;
  std::optional<std::string> hex_;
  std::optional<std::int64_t> connections_;
  std::optional<std::int64_t> depth_;
  Duration seconds_{};
  bool force_ = false;
  bool json_ = false;
  bool headed_ = false;  // the table has its first line
};

}  // namespace

std::unique_ptr<Verb> MakeBench() { return std::make_unique<Bench>(); }

}  // namespace dragoman
