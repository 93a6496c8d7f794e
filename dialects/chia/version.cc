#include "dialects/chia/version.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dragoman::chia {
namespace {

constexpr std::size_t kMostDigits = 4300;  // Python reads no longer integers
// Ranks of pre-releases; development releases of nothing else come before them, releases after.
constexpr int kDevelopmentOnly = -1;
constexpr int kReleased = 3;

constexpr std::array<std::pair<std::string_view, int>, 8> kPreWords = {
    {{"alpha", 0}, {"a", 0}, {"beta", 1}, {"b", 1}, {"preview", 2}, {"pre", 2}, {"c", 2}, {"rc", 2}}};
constexpr std::array<std::pair<std::string_view, int>, 3> kPostWords = {{{"post", 1}, {"rev", 1}, {"r", 1}}};
constexpr std::array<std::pair<std::string_view, int>, 1> kDevWords = {{{"dev", 0}}};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr bool IsSeparator(char c) { return c == '.' || c == '_' || c == '-'; }
constexpr bool IsLocal(char c) { return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'z'); }

// What Python's \s takes, as UTF-8.
std::size_t BlankAt(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text[0]);
  if (byte == ' ' || (byte >= '\t' && byte <= '\r') || (byte >= 0x1c && byte <= 0x1f)) return 1;
  for (const std::string_view blank : {"\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\xa8", "\xe2\x80\xa9",
                                       "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"}) {
    if (text.starts_with(blank)) return blank.size();
  }
  const bool is_space = text.size() >= 3 && text.starts_with("\xe2\x80") && static_cast<unsigned char>(text[2]) >= 0x80 &&
                        static_cast<unsigned char>(text[2]) <= 0x8a;  // U+2000 to U+200A
  return is_space ? 3 : 0;
}

}  // namespace

// Takes one part after another off the front; no part ever has to be given back.
class VersionReader {
 public:
  explicit VersionReader(std::string_view text) : all_(text), text_(text) {}

  Result<Version> Read() {
    SkipBlanks();
    if (!text_.empty() && Lower(text_[0]) == 'v') text_.remove_prefix(1);
    if (!ReadEpochAndRelease()) return Fault();
    const auto pre = ReadWord(kPreWords);
    const auto post = ReadPost();
    const auto dev = ReadWord(kDevWords);
    version_.pre_ = pre.value_or(Version::Suffix{!post && dev ? kDevelopmentOnly : kReleased, {}});
    version_.post_ = post.value_or(Version::Suffix{0, {}});
    version_.dev_ = dev.value_or(Version::Suffix{1, {}});
    if (!ReadLocal()) return Fault();
    SkipBlanks();
    if (!text_.empty() || too_long_) return Fault();
    return std::move(version_);
  }

 private:
  std::size_t offset() const { return all_.size() - text_.size(); }
  Status Fault() const {
    if (too_long_) {
      return Status(Code::kOverLimit, "a number of a version has more than {} digits", kMostDigits).At(offset());
    }
    return Status(Code::kBadValue, "this is no version as PEP 440 has them, like 0.0.36 or 1.0rc1").At(offset());
  }

  void SkipBlanks() {
    while (!text_.empty()) {
      const std::size_t blank = BlankAt(text_);
      if (blank == 0) return;
      text_.remove_prefix(blank);
    }
  }
  bool Skip(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool DigitsFollow(std::size_t at) const { return at < text_.size() && IsDigit(text_[at]); }

  Version::Number AsNumber(std::string_view digits) {
    too_long_ |= digits.size() > kMostDigits;
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return {std::string(digits)};
  }
  Version::Number ReadNumber() {
    std::size_t size = 0;
    while (DigitsFollow(size)) ++size;
    const std::string_view digits = text_.substr(0, size);
    text_.remove_prefix(size);
    return AsNumber(digits);
  }

  bool ReadEpochAndRelease() {
    if (!DigitsFollow(0)) return false;
    Version::Number first = ReadNumber();
    if (Skip('!')) {
      version_.epoch_ = std::move(first);
      if (!DigitsFollow(0)) return false;
      first = ReadNumber();
    }
    version_.release_.push_back(std::move(first));
    while (!text_.empty() && text_[0] == '.' && DigitsFollow(1)) {
      text_.remove_prefix(1);
      version_.release_.push_back(ReadNumber());
    }
    while (!version_.release_.empty() && version_.release_.back().digits.empty()) version_.release_.pop_back();
    return true;
  }

  // [separator] word [separator] [number], all or nothing.
  template <std::size_t N>
  std::optional<Version::Suffix> ReadWord(const std::array<std::pair<std::string_view, int>, N>& words) {
    std::string_view rest = text_;
    if (!rest.empty() && IsSeparator(rest[0])) rest.remove_prefix(1);
    for (const auto& [word, rank] : words) {
      const bool same = rest.size() >= word.size() && std::equal(word.begin(), word.end(), rest.begin(),
                                                                 [](char a, char b) { return a == Lower(b); });
      if (!same) continue;
      text_ = rest.substr(word.size());
      if (!text_.empty() && IsSeparator(text_[0])) text_.remove_prefix(1);
      return Version::Suffix{rank, ReadNumber()};
    }
    return std::nullopt;
  }
  std::optional<Version::Suffix> ReadPost() {
    if (!text_.empty() && text_[0] == '-' && DigitsFollow(1)) {
      text_.remove_prefix(1);
      return Version::Suffix{1, ReadNumber()};
    }
    return ReadWord(kPostWords);
  }

  bool ReadLocal() {
    if (!Skip('+')) return true;
    for (;;) {
      std::size_t size = 0;
      while (size < text_.size() && IsLocal(text_[size])) ++size;
      if (size == 0) return false;
      const std::string_view part = text_.substr(0, size);
      text_.remove_prefix(size);
      Version::LocalPart& read = version_.local_.emplace_back();
      read.is_number = std::all_of(part.begin(), part.end(), IsDigit);
      if (read.is_number) {
        read.number = AsNumber(part);
      } else {
        for (const char c : part) read.word.push_back(Lower(c));
      }
      const bool more = text_.size() > 1 && IsSeparator(text_[0]) && IsLocal(text_[1]);
      if (!more) return true;
      text_.remove_prefix(1);
    }
  }

  std::string_view all_, text_;
  Version version_;
  bool too_long_ = false;
};

Result<Version> Version::Parse(std::string_view text) { return VersionReader(text).Read(); }

std::strong_ordering Version::Number::operator<=>(const Number& other) const {
  const std::strong_ordering by_size = digits.size() <=> other.digits.size();
  return by_size != 0 ? by_size : digits.compare(other.digits) <=> 0;
}

std::strong_ordering Version::LocalPart::operator<=>(const LocalPart& other) const {
  if (is_number != other.is_number) return is_number <=> other.is_number;
  return is_number ? number <=> other.number : word.compare(other.word) <=> 0;
}

namespace {

template <class Part>
std::strong_ordering InTurn(const std::vector<Part>& a, const std::vector<Part>& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

std::strong_ordering operator<=>(const Version& a, const Version& b) {
  if (const auto order = a.epoch_ <=> b.epoch_; order != 0) return order;
  if (const auto order = InTurn(a.release_, b.release_); order != 0) return order;
  if (const auto order = a.pre_ <=> b.pre_; order != 0) return order;
  if (const auto order = a.post_ <=> b.post_; order != 0) return order;
  if (const auto order = a.dev_ <=> b.dev_; order != 0) return order;
  return InTurn(a.local_, b.local_);
}

}  // namespace dragoman::chia
