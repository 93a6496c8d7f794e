// Flowee: how many GetBlockCount requests one connection gets answered in a second, from a chain
// service.
#include "bench/benches.h"
#include "bench/servers/servers.h"
#include "core/wire/message.h"
#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/messages/block_chain.h"

namespace dragoman::bench {
namespace {

constexpr std::int64_t kRecordedTip = 115;
// Ids of one width, so that all packets are of one size.
constexpr std::int64_t kFirstId = 20'000;
constexpr std::int64_t kIds = 4096;

template <class M>
std::size_t PutPacket(ByteVector& out, const M& message, std::int64_t id) {
  ByteVector body;
  Writer body_writer(body);
  WriteMessage(message, body_writer);
  Envelope envelope;
  envelope.native = M::kType;
  envelope.id = id;
  envelope.body = Slice::View(body);
  const std::size_t before = out.size();
  Writer writer(out);
  flowee::FloweeCodec codec;
  if (!codec.Seal(envelope, writer).ok()) Stop("a request cannot be encoded");
  return out.size() - before;
}

Script CountScript() {
  Script script;
  for (std::int64_t id = kFirstId; id < kFirstId + kIds; ++id) {
    flowee::block_chain::GetBlockCountReply reply;
    reply.height = kRecordedTip;
    script.request_bytes = PutPacket(script.requests, flowee::block_chain::GetBlockCount(), id);
    script.reply_bytes = PutPacket(script.replies, reply, id);
  }
  return script;
}

Row CountRow(std::string what, std::string unit, const std::vector<double>& rounds) {
  Row row;
  row.bench = "count";
  row.what = std::move(what);
  row.unit = std::move(unit);
  row.value = Summary::Of(rounds);
  return row;
}

}  // namespace

void BlockCount(const Pace& pace, Report& report) {
  const std::vector<Contender> contenders{{"flowee", ServeFlowee, CountScript()}};
  const Rounds rounds = Measure(contenders, 1, 16384, pace).front();
  std::vector<double> rates;
  std::vector<double> alone;
  for (const double rate : rounds.per_second) rates.push_back(rate / 1e3);
  for (const double nanos : rounds.cpu) alone.push_back(1e6 / nanos);
  const auto percent = [](const std::vector<double>& shares) {
    return std::to_string(static_cast<int>(100 * Summary::Of(shares).median)) + " %";
  };
  Row rate = CountRow("flowee GetBlockCount, one connection, 16384 in flight", "k/s", rates);
  rate.goal = AtLeast(600);
  rate.note =
      "server busy " + percent(rounds.server_busy) + ", client " + percent(rounds.driver_busy);
  report.Add(std::move(rate));
  report.Add(CountRow("the same for each second of server CPU", "k/s", alone));
}

}  // namespace dragoman::bench
