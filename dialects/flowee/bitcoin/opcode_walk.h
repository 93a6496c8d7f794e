// OpcodeWalk: steps through a script, operation by operation. Stops for good at a push that runs
// over the end.
#pragma once

#include <optional>

#include "core/base/bytes.h"

namespace dragoman::flowee::bitcoin {

namespace op {
inline constexpr std::uint8_t kPushData1 = 0x4c;
inline constexpr std::uint8_t kPushData4 = 0x4e;
inline constexpr std::uint8_t kReturn = 0x6a;
inline constexpr std::uint8_t kDup = 0x76;
inline constexpr std::uint8_t kEqual = 0x87;
inline constexpr std::uint8_t kEqualVerify = 0x88;
inline constexpr std::uint8_t kHash160 = 0xa9;
inline constexpr std::uint8_t kCheckSig = 0xac;
inline constexpr std::uint8_t kCheckSigVerify = 0xad;
inline constexpr std::uint8_t kCheckMultiSig = 0xae;
inline constexpr std::uint8_t kCheckMultiSigVerify = 0xaf;
inline constexpr std::uint8_t kCheckLockTimeVerify = 0xb1;
inline constexpr std::uint8_t kCheckDataSig = 0xba;
inline constexpr std::uint8_t kCheckDataSigVerify = 0xbb;
}  // namespace op

struct Operation {
  std::uint8_t opcode = 0;
  Bytes pushed;  // of opcodes 00 to 4e
};

class OpcodeWalk {
 public:
  explicit OpcodeWalk(Bytes script) : left_(script) {}

  std::optional<Operation> Next() {
    if (left_.empty()) return std::nullopt;
    Operation operation{left_[0], {}};
    left_ = left_.subspan(1);
    if (operation.opcode > op::kPushData4) return operation;
    std::size_t size = operation.opcode;
    if (size >= op::kPushData1) {
      const std::size_t width = std::size_t{1} << (size - op::kPushData1);
      if (width > left_.size()) return Broken();
      size = 0;
      for (std::size_t i = width; i-- > 0;) size = size << 8 | left_[i];
      left_ = left_.subspan(width);
    }
    if (size > left_.size()) return Broken();
    operation.pushed = left_.first(size);
    left_ = left_.subspan(size);
    return operation;
  }

  // The end was reached with nothing broken.
  bool Complete() const { return left_.empty() && !broken_; }

 private:
  std::optional<Operation> Broken() {
    left_ = {};
    broken_ = true;
    return std::nullopt;
  }

  Bytes left_;
  bool broken_ = false;
};

}  // namespace dragoman::flowee::bitcoin
