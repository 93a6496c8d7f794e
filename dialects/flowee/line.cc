#include "dialects/flowee/line.h"

#include "dialects/flowee/packet_framer.h"

namespace dragoman::flowee {
namespace {

class LineReader {
 public:
  LineReader(Bytes line, std::size_t max_joined) : line_(line), sequence_(max_joined) {}

  Result<Line> Read() {
    do {
      Status taken = TakePacket();
      if (!taken.ok()) return taken.Shift(packet_at_);
      packet_at_ = next_at_;
    } while (!whole_);
    if (next_at_ != line_.size()) {
      return Status(Code::kTrailing, "{} bytes follow the message", line_.size() - next_at_).At(next_at_);
    }
    return std::move(result_);
  }

 private:
  Status TakePacket() {
    const Bytes rest = line_.subspan(packet_at_);
    const Cut cut = framer_.Next(rest);
    if (cut.kind == Cut::Kind::kReject) return cut.why;
    if (cut.kind == Cut::Kind::kNeed) return Unfinished(rest, cut.need);
    next_at_ = packet_at_ + cut.size;
    const Slice packet = Slice::View(rest.subspan(cut.header, cut.size - cut.header));
    Result<Header> header = ReadHeader(packet);
    if (!header.ok()) {
      Status why = header.status();
      return why.Shift(cut.header);
    }
    if (packet_at_ == 0) result_.header_tokens = packet.bytes().first(header->size);
    Status taken = TakeMessage(std::move(*header), packet);
    if (!taken.ok() && !taken.has_offset()) taken.At(cut.header);
    return taken;
  }

  Status Unfinished(Bytes rest, std::size_t need) const {
    if (rest.empty() && sequence_.open()) {
      return Status(Code::kTruncated, "the sequence is not finished: no packet had LastInSequence true").At(0);
    }
    return Status(Code::kTruncated, "needs {} bytes for the packet, {} are there", need, rest.size()).At(0);
  }

  Status TakeMessage(Header header, const Slice& packet) {
    const Slice body = packet.Sub(header.size);
    if (header.service == service::kSystem || !Sequence::Owns(header)) {
      if (sequence_.open()) return Status(Code::kUnexpected, "another message stands inside the sequence");
      whole_ = true;
      result_.header = std::move(header);
      result_.body = body;
      return Ok();
    }
    Result<std::optional<Joined>> joined = sequence_.Take(std::move(header), body.bytes());
    if (!joined.ok()) return joined.status();
    if (!joined->has_value()) return Ok();
    whole_ = true;
    result_.header = std::move((*joined)->header);
    result_.body = std::move((*joined)->body);
    return Ok();
  }

  const Bytes line_;
  PacketFramer framer_{PacketFramer::Start::kLaterPacket};
  Sequence sequence_;
  std::size_t packet_at_ = 0;
  std::size_t next_at_ = 0;
  bool whole_ = false;
  Line result_;
};

}  // namespace

Result<Line> ReadLine(Bytes line, std::size_t max_joined) { return LineReader(line, max_joined).Read(); }

}  // namespace dragoman::flowee
