// B5: the Flowee codec alone, a packet at a time: cut, header, body and back.
#include <cstdio>

#include "bench/benches.h"
#include "bench/measure/allocations.h"
#include "bench/measure/read_block.h"
#include "bench/measure/stopwatch.h"
#include "core/wire/message.h"
#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/messages/address_monitor.h"
#include "dialects/flowee/messages/api.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/packet_framer.h"

namespace dragoman::bench {
namespace {

// What was recorded of the reference implementation, on another machine, for a packet of 82 bytes.
constexpr std::size_t kReferenceBytes = 82;
constexpr Summary kReference{92, 74, 111};
constexpr const char* kReferenceName = "reference (another machine)";

Envelope Open(flowee::PacketFramer& framer, flowee::FloweeCodec& codec, const Slice& packet) {
  const Cut cut = framer.Next(packet);
  Result<std::optional<Envelope>> opened = codec.Open(packet, cut.header);
  if (cut.kind != Cut::Kind::kFrame || !opened.ok() || !opened->has_value())
    Stop("a packet does not decode");
  return std::move(**opened);
}

template <class M>
Slice PacketOf(const M& message) {
  ByteVector body;
  Writer body_writer(body);
  WriteMessage(message, body_writer);
  Envelope envelope;
  envelope.native = M::kType;
  envelope.body = Slice::View(body);
  ByteVector packet;
  Writer packet_writer(packet);
  flowee::FloweeCodec codec;
  if (!codec.Seal(envelope, packet_writer).ok()) Stop("a message does not encode");
  return InReadBlock(packet);
}

template <class M>
class CodecBench {
 public:
  CodecBench(const M& message, const Pace& pace, Report& report)
      : message_(message), packet_(PacketOf(message)), pace_(pace), report_(report) {}

  void Run() {
    // Every token in place.
    Add("view", kReference.median / 2, [this](std::uint64_t times) {
      for (; times > 0; --times) {
        const Envelope envelope = Open(framer_, codec_, packet_);
        flowee::TokenReader tokens(envelope.body.bytes());
        while (tokens.Next()) Keep(tokens.token());
      }
    });
    // The message's own struct.
    Add("decode", kReference.median / 1.2, [this](std::uint64_t times) {
      for (; times > 0; --times) {
        const Envelope envelope = Open(framer_, codec_, packet_);
        Keep(ReadMessage<M>(envelope.body));
      }
    });
    Add("encode", kReference.median / 2, [this](std::uint64_t times) {
      for (; times > 0; --times) {
        body_.clear();
        Writer body(body_);
        WriteMessage(message_, body);
        Envelope envelope;
        envelope.native = M::kType;
        envelope.body = Slice::View(body_);
        out_.clear();
        Writer out(out_);
        Keep(codec_.Seal(envelope, out));
      }
    });
  }

 private:
  template <class Turn>
  void Add(const std::string& what, double goal, Turn&& turn) {
    const std::uint64_t times = pace_.quick ? 100'000 : 500'000;
    Row row;
    row.bench = "B5";
    row.what = std::string(M::kName) + ", " + std::to_string(packet_.size()) + " B: " + what;
    row.unit = "ns";
    const std::vector<double> rounds = NanosEach(pace_, times, turn);
    row.value = Summary::Of(rounds);
    if (packet_.size() == kReferenceBytes) {
      row.peer = kReferenceName;
      row.peer_value = kReference;
      row.goal = AtMost(goal);
    }
    const std::uint64_t before = Allocations();
    turn(times);
    const auto allocations =
        static_cast<double>(Allocations() - before) / static_cast<double>(times);
    char note[48];
    std::snprintf(note, sizeof note, "%.2g allocations", allocations);
    row.note = note;
    report_.Add(std::move(row));
  }

  const M& message_;
  const Slice packet_;
  const Pace& pace_;
  Report& report_;
  flowee::PacketFramer framer_;
  flowee::FloweeCodec codec_;
  ByteVector body_;
  ByteVector out_;
};

template <class M>
void RunFor(const M& message, const Pace& pace, Report& report) {
  CodecBench<M>(message, pace, report).Run();
}

}  // namespace

void FloweeCodecs(const Pace& pace, Report& report) {
  PinToServerCore();
  flowee::address_monitor::TransactionFound found;
  found.script_hashes.emplace_back();
  found.amounts.push_back(12);
  found.offset_in_block = 667;
  found.height = 3;
  RunFor(found, pace, report);
  RunFor(flowee::block_notification::NewBlockOnChain(), pace, report);
  RunFor(flowee::block_chain::GetBlockCount(), pace, report);
  RunFor(flowee::api::Version(), pace, report);
}

}  // namespace dragoman::bench
