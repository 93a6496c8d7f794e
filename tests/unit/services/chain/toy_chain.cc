#include "tests/unit/services/chain/toy_chain.h"

#include <algorithm>
#include <charconv>

namespace dragoman::toy {
namespace {

struct Word {
  std::string_view text;
  std::size_t offset = 0;
};

std::vector<Word> Split(std::string_view text, char separator) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    words.push_back(Word{text.substr(at, end - at), at});
    at = end + 1;
  }
  return words;
}

std::uint64_t Number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Result<BlockTransaction> ReadWord(const Word& word) {
  const auto [text, offset] = word;
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')');
  if (close == std::string_view::npos) {
    return Status(Code::kBadValue, "not a transaction").At(offset);
  }
  BlockTransaction transaction;
  transaction.id = Named(text.substr(0, open));
  transaction.offset = offset;
  transaction.size = text.size();
  transaction.coinbase = close == open + 1;
  for (const Word& spend : Split(text.substr(open + 1, close - open - 1), ',')) {
    const std::size_t dot = spend.text.find('.');
    transaction.spends.push_back(
        OutputPoint{Named(spend.text.substr(0, dot)),
                    static_cast<std::uint32_t>(Number(spend.text.substr(dot + 1)))});
  }
  for (const Word& output : Split(text.substr(close + 1), ',')) {
    const std::size_t colon = output.text.find(':');
    transaction.outputs.push_back(BlockOutput{Number(output.text.substr(0, colon)),
                                              AsBytes(output.text.substr(colon + 1))});
  }
  return transaction;
}

class LineFile final : public BlockFile {
 public:
  explicit LineFile(std::string text) : text_(std::move(text)) {}
  Result<Slice> Next() override {
    if (at_ >= text_.size()) return Slice();
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = std::string_view(text_).substr(at_, end - at_);
    if (line == "#") {
      Status why(Code::kBadFrame, "no block starts here");
      return why.At(at_);
    }
    at_ = std::min(end + 1, text_.size());
    end_ = end;
    return Block(line);
  }
  std::uint64_t position() const override { return end_; }
  std::uint64_t size() const override { return text_.size(); }

 private:
  const std::string text_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;  // of the last block
};

}  // namespace

Hash256 Named(std::string_view name) {
  Hash256 hash{};
  if (name != "-") std::copy(name.begin(), name.end(), hash.begin());
  return hash;
}

Slice Block(std::string_view text) { return Slice::Copy(AsBytes(text)); }

Slice ToyFormat::Genesis(std::string_view network) const {
  return network == "toy" ? Block(kGenesis) : Slice();
}

Result<BlockHeader> ToyFormat::ReadHeader(Bytes block) const {
  const std::vector<Word> words = Split(AsText(block), ' ');
  if (words.size() < 4) return Status(Code::kTruncated, "a header has four words").At(block.size());
  BlockHeader header;
  header.hash = Named(words[0].text);
  header.previous = Named(words[1].text);
  header.time = static_cast<std::int64_t>(Number(words[2].text));
  header.work[0] = static_cast<std::uint8_t>(Number(words[3].text));
  return header;
}

Result<std::vector<BlockTransaction>> ToyFormat::ReadTransactions(Bytes block) const {
  std::vector<BlockTransaction> transactions;
  const std::vector<Word> words = Split(AsText(block), ' ');
  for (std::size_t i = 4; i < words.size(); ++i) {
    Result<BlockTransaction> transaction = ReadWord(words[i]);
    if (!transaction.ok()) return transaction.status();
    transactions.push_back(std::move(*transaction));
  }
  return transactions;
}

Result<BlockTransaction> ToyFormat::ReadTransaction(Bytes transaction) const {
  Result<BlockTransaction> read = ReadWord(Word{AsText(transaction), 0});
  if (read.ok()) read->memory = transaction.size();
  return read;
}

Status ToyFormat::CheckWork(Bytes block, std::string_view) const {
  const std::vector<Word> words = Split(AsText(block), ' ');
  if (words.size() > 3 && words[3].text != "x") return Ok();
  return Status(Code::kBadValue, "work is not met");
}

Hash256 ToyFormat::ScriptKey(Bytes script) const { return Named(AsText(script)); }

std::string ToyFormat::Display(const Hash256& hash) const {
  const auto end = std::find(hash.begin(), hash.end(), 0);
  return hash == Hash256{} ? "-" : std::string(hash.begin(), end);
}

Result<std::unique_ptr<BlockFile>> ToyFormat::OpenFile(const std::string& path,
                                                       std::string_view) const {
  const auto found = files.find(path);
  if (found == files.end()) return Status(Code::kStorage, "no such file");
  return std::unique_ptr<BlockFile>(std::make_unique<LineFile>(found->second));
}

}  // namespace dragoman::toy
