#include "dialects/flowee/bitcoin/block_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/base/hex.h"
#include "core/base/reader.h"

namespace dragoman::flowee::bitcoin {

namespace {

constexpr std::size_t kPrefixBytes = 8;

bool AllZero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
}

// What the Hub learnt about a block stands under the magic less one in its last byte
// (thehub libs/server/BlocksDB.cpp); it can be made anew from the block.
bool IsHubRecord(Bytes magic, const Network& network) {
  ByteArray<4> own = network.disk_magic;
  --own[3];
  return std::equal(magic.begin(), magic.end(), own.begin());
}

class BlkFile final : public BlockFile {
 public:
  BlkFile(std::ifstream file, std::uint64_t size, const Network& network)
      : file_(std::move(file)), size_(size), network_(network) {}

  Result<Slice> Next() override {
    if (!broken_.ok()) return broken_;
    Result<Slice> block = ReadBlock();
    if (!block.ok()) broken_ = block.status();
    return block;
  }
  std::uint64_t position() const override { return position_; }
  std::uint64_t size() const override { return size_; }

 private:
  std::uint64_t left() const { return size_ - position_; }

  Result<Slice> ReadBlock() {
    while (left() != 0) {
      const std::uint64_t start = position_;
      ByteArray<kPrefixBytes> prefix{};
      const std::size_t there =
          static_cast<std::size_t>(std::min<std::uint64_t>(left(), prefix.size()));
      DRAGOMAN_TRY(Read(prefix.data(), there));
      const Bytes magic = Bytes(prefix).first(4);
      if (AllZero(Bytes(prefix).first(std::min<std::size_t>(there, 4)))) {
        DRAGOMAN_TRY(SkipZeros(Bytes(prefix).first(there)));
        continue;
      }
      if (there < kPrefixBytes) {
        return Status(Code::kTruncated, "the file ends inside the magic and size of a block")
            .At(start);
      }
      const bool hub_record = IsHubRecord(magic, network_);
      if (!hub_record && !std::equal(magic.begin(), magic.end(), network_.disk_magic.begin())) {
        return WrongMagic(magic, start);
      }
      Reader reader(Bytes(prefix).subspan(4));
      const std::uint32_t size = reader.U32(std::endian::little);
      DRAGOMAN_TRY(CheckSize(size, start + 4, hub_record));
      if (!hub_record) return ReadBytes(size);
      file_.seekg(size, std::ios::cur);
      position_ += size;
    }
    return Slice();
  }

  Status CheckSize(std::uint32_t size, std::uint64_t at, bool hub_record) const {
    if (size > kMaxBlockBytes) {
      return Status(Code::kOverLimit, "a block of {} bytes is over the limit of {}", size,
                    kMaxBlockBytes)
          .At(at);
    }
    if (size < kLeastBlockBytes && !hub_record) {
      return Status(Code::kBadValue, "{} bytes are too few for a block (at least {})", size,
                    kLeastBlockBytes)
          .At(at);
    }
    if (size > left()) {
      return Status(Code::kTruncated, "a block of {} bytes was expected, the file has {} left",
                    size, left())
          .At(at);
    }
    return Ok();
  }

  Status WrongMagic(Bytes magic, std::uint64_t at) const {
    std::string text = "expected a block's magic " + ToHex(network_.disk_magic) + " of network \"" +
                       std::string(network_.name) + "\", found " + ToHex(magic);
    for (const Network& other : Networks()) {
      if (!std::equal(magic.begin(), magic.end(), other.disk_magic.begin())) continue;
      text += " of network \"" + std::string(other.name) + '"';
    }
    return Status::Because(Code::kBadFrame, std::move(text)).At(at);
  }

  // The Hub makes its files larger than their content; nothing may follow these zeros.
  Status SkipZeros(Bytes read) {
    DRAGOMAN_TRY(CheckZeros(read));
    ByteVector chunk;
    while (left() != 0) {
      chunk.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left(), 64 * KiB)));
      DRAGOMAN_TRY(Read(chunk.data(), chunk.size()));
      DRAGOMAN_TRY(CheckZeros(chunk));
    }
    return Ok();
  }

  // Of the bytes just read.
  Status CheckZeros(Bytes read) const {
    const auto other =
        std::find_if(read.begin(), read.end(), [](std::uint8_t b) { return b != 0; });
    if (other == read.end()) return Ok();
    return Status(Code::kBadFrame, "expected zeros to the end of the file, found a byte of {}",
                  *other)
        .At(position_ - static_cast<std::uint64_t>(read.end() - other));
  }

  Result<Slice> ReadBytes(std::uint32_t size) {
    BlockRef memory = Block::Alone(size);
    DRAGOMAN_TRY(Read(memory->data(), size));
    const Bytes bytes(memory->data(), size);
    return Slice(bytes, std::move(memory));
  }

  Status Read(std::uint8_t* to, std::size_t count) {
    file_.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(count));
    if (!file_) return Status(Code::kStorage, "the file cannot be read any further").At(position_);
    position_ += count;
    return Ok();
  }

  std::ifstream file_;
  const std::uint64_t size_;
  const Network network_;
  std::uint64_t position_ = 0;
  Status broken_;
};

}  // namespace

Result<std::unique_ptr<BlockFile>> OpenBlockFile(const std::string& path, const Network& network) {
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  std::ifstream file;
  if (!error) file.open(path, std::ios::binary);
  if (error || !file) {
    const std::string why = error ? error.message() : "no permission to read it";
    return Status::Because(Code::kStorage, "cannot open \"" + path + "\": " + why)
        .Next("Name a file of blocks (blk00000.dat).");
  }
  return std::unique_ptr<BlockFile>(std::make_unique<BlkFile>(std::move(file), size, network));
}

}  // namespace dragoman::flowee::bitcoin
