#include "apps/dragoman/bench_codec.h"

#include <ctime>

namespace dragoman {
namespace {

constexpr std::uint64_t kSamples = 16;
// Turns between two looks at the clock.
constexpr std::size_t kTurns = 64;
constexpr int kMeasurements = 4;  // view, decode, owned, encode
constexpr int kRounds = 5;        // of each; the median counts

double CpuNanos() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// Keeps the compiler from leaving out what gave `value`.
template <class T>
void Keep(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

// Bytes as they lie before a session: in a block that the reading thread keeps.
Slice AsRead(Bytes bytes) {
  BlockRef block = Block::Alone(bytes.size());
  block.Keep();
  std::copy(bytes.begin(), bytes.end(), block->data());
  const Bytes copied(block->data(), bytes.size());
  return Slice(copied, std::move(block));
}

// The message that a line completes; none if the line is not just one.
std::optional<Envelope> Open(Framer& framer, Codec& codec, const Slice& line) {
  std::optional<Envelope> whole;
  for (std::size_t at = 0; at < line.size();) {
    const Cut cut = framer.Next(line.Sub(at));
    if (cut.kind != Cut::Kind::kFrame) return std::nullopt;
    Result<std::optional<Envelope>> opened = codec.Open(line.Sub(at, cut.size), cut.header);
    if (!opened.ok()) return std::nullopt;
    if (opened->has_value()) whole = std::move(**opened);
    at += cut.size;
  }
  return whole;
}

class Bench {
 public:
  Bench(const Plan& plan, const MessagePlan& message)
      : message_(message), framer_(plan.framer()), codec_(plan.codec()) {}

  // Whether the sample can be used.
  bool Add(Envelope envelope) {
    ByteVector bytes;
    Writer writer(bytes);
    if (envelope.body.size() > message_.rules.bytes || !codec_->Seal(envelope, writer).ok()) return false;
    Sample sample;
    sample.line = AsRead(bytes);
    const std::optional<Envelope> opened = Open(*framer_, *codec_, sample.line);
    if (!opened.has_value() || opened->native != message_.native) return false;
    sample.envelope = opened->Owned();
    if (message_.codec.rewrite != nullptr) {
      Result<std::function<void(Writer&)>> rewrite = message_.codec.rewrite(sample.envelope.body);
      if (!rewrite.ok()) return false;
      sample.rewrite = std::move(*rewrite);
    }
    bytes_ += sample.line.size();
    samples_.push_back(std::move(sample));
    return true;
  }

  CodecRow Run(Duration time) {
    const double nanos = static_cast<double>(time.count()) / kMeasurements;
    CodecRow row;
    row.type = message_.name;
    row.bytes = bytes_ / samples_.size();
    row.view = Measure(nanos, [this](const Sample& sample) { Keep(Open(*framer_, *codec_, sample.line)); });
    if (message_.codec.read == nullptr) return row;
    row.decode = Measure(nanos, [this](const Sample& sample) {
      const std::optional<Envelope> envelope = Open(*framer_, *codec_, sample.line);
      Keep(message_.codec.read(envelope->body));
    });
    row.owned = Measure(nanos, [this](const Sample& sample) {
      const std::optional<Envelope> envelope = Open(*framer_, *codec_, sample.line);
      Keep(message_.codec.read(Slice::Copy(envelope->body)));
    });
    row.encode = Measure(nanos, [this](const Sample& sample) {
      body_.clear();
      Writer body(body_);
      sample.rewrite(body);
      Envelope envelope;
      envelope.native = message_.native;
      envelope.id = sample.envelope.id;
      envelope.body = Slice::View(body_);
      out_.clear();
      Writer out(out_);
      Keep(codec_->Seal(envelope, out));
    });
    return row;
  }

 private:
  struct Sample {
    Slice line;
    Envelope envelope;
    std::function<void(Writer&)> rewrite;
  };

  template <class Turn>
  double Measure(double nanos, Turn&& turn) {
    std::vector<double> rounds;
    for (int round = -1; round < kRounds; ++round) {  // the first one warms up
      const double begun = CpuNanos();
      double spent = 0;
      std::uint64_t turns = 0;
      do {
        for (std::size_t i = 0; i < kTurns; ++i) turn(samples_[i % samples_.size()]);
        turns += kTurns;
        spent = CpuNanos() - begun;
      } while (spent < nanos / (kRounds + 1));
      if (round >= 0) rounds.push_back(spent / static_cast<double>(turns));
    }
    std::sort(rounds.begin(), rounds.end());
    return rounds[rounds.size() / 2];
  }

  const MessagePlan& message_;
  const std::unique_ptr<Framer> framer_;
  const std::unique_ptr<Codec> codec_;
  std::vector<Sample> samples_;
  std::size_t bytes_ = 0;
  ByteVector body_;
  ByteVector out_;
};

}  // namespace

Result<CodecRow> BenchCodec(const Dialect& dialect, const MessagePlan& message, const std::optional<Envelope>& given,
                            Duration time) {
  Bench bench(*dialect.plan(), message);
  bool usable = false;
  if (given.has_value()) {
    usable = bench.Add(*given);
  } else if (message.arbitrary) {
    for (std::uint64_t seed = 1; seed <= kSamples; ++seed) {
      Envelope envelope;
      envelope.native = message.native;
      if (dialect.plan()->correlation == Correlation::kByEnvelopeId) envelope.id = 1;
      const ByteVector body = message.arbitrary(seed);
      envelope.body = Slice::View(body);
      usable = bench.Add(std::move(envelope)) || usable;
    }
  }
  if (!usable) {
    return Status::Because(Code::kUnsupported,
                           message.name + ": there is no sample of it; give one with --type, and --fields or --hex");
  }
  return bench.Run(time);
}

Json ToJson(const CodecRow& row) {
  Json json{Json::Object()};
  json.Set("bench", "codec");
  json.Set("type", row.type);
  json.Set("bytes", Json::SafeInt(std::uint64_t{row.bytes}));
  const auto add = [&](const char* name, double nanos) {
    if (nanos < 0) return;
    json.Set(std::string(name) + "_ns", nanos);
    json.Set(std::string(name) + "_bytes_per_second", static_cast<double>(row.bytes) / nanos * 1e9);
  };
  add("view", row.view);
  add("decode", row.decode);
  add("owned", row.owned);
  add("encode", row.encode);
  return json;
}

}  // namespace dragoman
