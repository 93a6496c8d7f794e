#include "dialects/chia/clvm/item.h"

#include <bit>

namespace dragoman::chia::clvm {
namespace {

constexpr std::uint8_t kPairMark = 0xff;
constexpr std::uint8_t kBackReferenceMark = 0xfe;
constexpr int kMostPrefixBytes = 6;

Status EndsInside() { return Status(Code::kTruncated, "the program ends where another item must follow"); }

}  // namespace

Result<AtomPrefix> ReadAtomPrefix(Bytes input) {
  if (input.empty()) return EndsInside().At(0);
  const std::uint8_t first = input[0];
  if (first < 0x80) return AtomPrefix{0, 1};
  const int length = std::countl_one(first);
  if (length > kMostPrefixBytes) {
    return Status(Code::kBadValue, "an atom cannot start with byte {}: its size has at most {} bytes", first,
                  kMostPrefixBytes)
        .At(0);
  }
  const auto prefix_bytes = static_cast<std::size_t>(length);
  if (input.size() < prefix_bytes) {
    return Status(Code::kTruncated, "the size of an atom needs {} bytes, {} are left", prefix_bytes, input.size()).At(0);
  }
  std::uint64_t size = first & (0x7fu >> length);
  for (std::size_t i = 1; i < prefix_bytes; ++i) size = size << 8 | input[i];
  if (size >= kAtomSizeLimit) {
    return Status(Code::kOverLimit, "an atom of {} bytes; the size must be below {}", size, kAtomSizeLimit).At(0);
  }
  return AtomPrefix{prefix_bytes, size};
}

Status ItemReader::TakeAtom(Bytes& atom) {
  const Bytes rest = input_.subspan(at_);
  const Result<AtomPrefix> prefix = ReadAtomPrefix(rest);
  if (!prefix.ok()) return Status(prefix.status()).Shift(at_);
  const Bytes body = rest.subspan(prefix->prefix_bytes);
  if (body.size() < prefix->size) {
    return Status(Code::kTruncated, "an atom of {} bytes, {} are left", prefix->size, body.size()).At(at_);
  }
  atom = body.first(static_cast<std::size_t>(prefix->size));
  at_ += prefix->prefix_bytes + atom.size();
  return Ok();
}

Status ItemReader::Next(Item& item) {
  if (at_ == input_.size()) return EndsInside().At(at_);
  const std::uint8_t first = input_[at_];
  if (first == kPairMark) {
    ++at_;
    item = {Item::kPair, {}};
    return Ok();
  }
  // Most items are a single byte.
  if (first <= 0x80) {
    item = {Item::kAtom, input_.subspan(at_, first < 0x80)};
    ++at_;
    return Ok();
  }
  item.kind = first == kBackReferenceMark ? Item::kBackReference : Item::kAtom;
  at_ += item.kind == Item::kBackReference;
  return TakeAtom(item.atom);
}

}  // namespace dragoman::chia::clvm
