#include "core/wire/framer.h"

#include <algorithm>

#include "core/base/reader.h"

namespace dragoman {
namespace {

class LengthPrefixFramer final : public Framer {
 public:
  explicit LengthPrefixFramer(const LengthPrefix& rule)
      : rule_(rule), largest_(std::min<std::uint64_t>(rule.limit, rule.Expressible())) {}

  Cut Next(Bytes pending) override {
    const std::size_t head = rule_.offset + rule_.width;
    if (pending.size() < head) return Cut::Need(head);
    const std::uint64_t claimed = WideOf(pending.subspan(rule_.offset, rule_.width), rule_.order);
    const std::uint64_t own = rule_.counts_itself ? head : 0;
    if (claimed < own + rule_.minimum) {
      return Cut::Reject(
          Status(Code::kBadFrame, "frame of {} bytes is under the minimum of {}", claimed, own + rule_.minimum)
              .At(rule_.offset));
    }
    if (claimed - own > rule_.limit) {
      return Cut::Reject(
          Status(Code::kOverLimit, "frame of {} bytes is over the limit of {}", claimed, own + rule_.limit)
              .At(rule_.offset));
    }
    const std::size_t size = head + static_cast<std::size_t>(claimed - own);
    return pending.size() < size ? Cut::Need(size) : Cut::Frame(head, size);
  }

  std::size_t Begin(Writer& out) override {
    out.Fill(rule_.offset + rule_.width, 0);
    return out.size();
  }

  Status Finish(Writer& out, std::size_t begun) override {
    const std::size_t body = out.size() - begun;
    if (body > largest_) return Status(Code::kOverLimit, "frame of {} bytes is over the limit of {}", body, largest_);
    const std::size_t length = body + (rule_.counts_itself ? rule_.offset + rule_.width : 0);
    out.Put(begun - rule_.width, length, rule_.width, rule_.order);
    return Ok();
  }

 private:
  const LengthPrefix rule_;
  const std::uint64_t largest_;  // that we send
};

class WholeMessageFramer final : public Framer {
 public:
  explicit WholeMessageFramer(std::size_t limit) : limit_(limit) {}
  Cut Next(Bytes pending) override {
    if (pending.size() > limit_) {
      return Cut::Reject(
          Status(Code::kOverLimit, "message of {} bytes is over the limit of {}", pending.size(), limit_).At(0));
    }
    return Cut::Frame(0, pending.size());
  }
  std::size_t Begin(Writer& out) override { return out.size(); }
  Status Finish(Writer& out, std::size_t begun) override {
    const std::size_t body = out.size() - begun;
    return body > limit_ ? Status(Code::kOverLimit, "message of {} bytes is over the limit of {}", body, limit_) : Ok();
  }

 private:
  const std::size_t limit_;
};

}  // namespace

std::uint64_t LengthPrefix::Expressible() const {
  const std::uint64_t largest = width >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * width)) - 1;
  const std::uint64_t own = counts_itself ? offset + width : 0;
  return largest > own ? largest - own : 0;
}

std::unique_ptr<Framer> MakeFramer(const LengthPrefix& rule) { return std::make_unique<LengthPrefixFramer>(rule); }
std::unique_ptr<Framer> MakeWholeMessageFramer(std::size_t limit) { return std::make_unique<WholeMessageFramer>(limit); }

}  // namespace dragoman
