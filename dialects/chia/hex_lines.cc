#include "dialects/chia/hex_lines.h"

#include <filesystem>
#include <fstream>

#include "core/base/hex.h"
#include "dialects/chia/frame.h"

namespace dragoman::chia {
namespace {

// No line is longer than the largest block that a message may carry.
constexpr std::size_t kLongestLine = 2 * kMaxFrameBytes;

class HexLines final : public BlockFile {
 public:
  HexLines(std::ifstream file, std::uint64_t size) : file_(std::move(file)), size_(size) {}

  Result<Slice> Next() override {
    if (!broken_.ok()) return broken_;
    Result<Slice> block = ReadLine();
    if (!block.ok()) broken_ = block.status();
    return block;
  }
  std::uint64_t position() const override { return position_; }
  std::uint64_t size() const override { return size_; }

 private:
  Result<Slice> ReadLine() {
    std::string line;
    for (;;) {
      const std::uint64_t start = position_;
      line.clear();
      int next = file_.get();
      for (; next != std::ifstream::traits_type::eof() && next != '\n'; next = file_.get()) {
        if (line.size() == kLongestLine) return Status(Code::kOverLimit, "a line is longer than any block").At(start);
        line.push_back(static_cast<char>(next));
      }
      const bool ended = next != '\n';
      position_ += line.size() + (ended ? 0 : 1);
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.empty()) {
        if (ended) return Slice();
        continue;
      }
      const Result<ByteVector> raw = FromHex(line);
      if (!raw.ok()) return Status(Code::kBadValue, "a line is no hexadecimal text").At(start);
      return Slice::Copy(*raw);
    }
  }

  std::ifstream file_;
  const std::uint64_t size_;
  std::uint64_t position_ = 0;
  Status broken_;
};

}  // namespace

Result<std::unique_ptr<BlockFile>> OpenHexLines(const std::string& path) {
  std::error_code fault;
  const std::uint64_t size = std::filesystem::file_size(path, fault);
  std::ifstream file(path, std::ios::binary);
  if (fault || !file) return Status::Because(Code::kStorage, path + " cannot be read");
  return std::unique_ptr<BlockFile>(std::make_unique<HexLines>(std::move(file), size));
}

}  // namespace dragoman::chia
