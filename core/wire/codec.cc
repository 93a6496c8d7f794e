#include "core/wire/codec.h"

#include "core/base/reader.h"

namespace dragoman {
namespace {

// At least a quarter of the block it pins, or a copy.
Slice Fit(const Slice& slice) {
  return slice.owns() && slice.size() >= slice.pinned() / 4 ? slice : Slice::Copy(slice);
}

class TypePrefixCodec final : public Codec {
 public:
  TypePrefixCodec(std::unique_ptr<Framer> framer, std::size_t width, std::endian order)
      : framer_(std::move(framer)), width_(width), order_(order) {}

  Result<std::optional<Envelope>> Open(const Slice& frame, std::size_t header) override {
    if (frame.size() < header + width_) {
      Status why(Code::kTruncated, "a frame of {} bytes holds no message type of {}", frame.size(), width_);
      return why.At(header);
    }
    Result<std::optional<Envelope>> opened(std::in_place);
    Envelope& envelope = opened->emplace();
    envelope.native = WideOf(frame.bytes().subspan(header, width_), order_);
    envelope.body = frame.Sub(header + width_);
    return opened;
  }

  Status Seal(const Envelope& message, Writer& out) override {
    const std::size_t begun = framer_->Begin(out);
    out.Wide(message.native, width_, order_);
    out.Raw(message.body);
    return framer_->Finish(out, begun);
  }

 private:
  const std::unique_ptr<Framer> framer_;
  const std::size_t width_;
  const std::endian order_;
};

}  // namespace

Envelope Envelope::Kept() const {
  Envelope kept = *this;
  kept.head = Fit(head);
  kept.body = Fit(body);
  return kept;
}

std::size_t Envelope::held() const { return sizeof(Envelope) + head.pinned() + body.pinned(); }

std::unique_ptr<Codec> MakeTypePrefixCodec(std::unique_ptr<Framer> framer, std::size_t width, std::endian order) {
  return std::make_unique<TypePrefixCodec>(std::move(framer), width, order);
}

}  // namespace dragoman
