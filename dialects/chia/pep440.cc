#include "dialects/chia/pep440.h"

#include <algorithm>
#include <initializer_list>

namespace dragoman::chia {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1C' && c <= '\x1F'); }
bool IsSeparator(char c) { return c == '-' || c == '_' || c == '.'; }
bool IsLocal(char c) { return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'z'); }

// Takes parts off the front; a part that is not there leaves the text as it was.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool Version() {
    Word({"v"});
    if (!Release()) return false;
    Suffix({"alpha", "a", "beta", "b", "preview", "pre", "c", "rc"});
    if (!ImplicitPost()) Suffix({"post", "rev", "r"});
    Suffix({"dev"});
    if (Character('+') && !Local()) return false;
    return rest_.empty();
  }

 private:
  bool Character(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool Some(bool (*is)(char)) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is);
    const auto count = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(count);
    return count > 0;
  }
  bool Word(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      const bool here = rest_.size() >= word.size() &&
                        std::equal(word.begin(), word.end(), rest_.begin(), [](char a, char b) { return a == Lower(b); });
      if (!here) continue;
      rest_.remove_prefix(word.size());
      return true;
    }
    return false;
  }
  void Separator() {
    if (!rest_.empty() && IsSeparator(rest_[0])) rest_.remove_prefix(1);
  }

  // 1!2.7.5
  bool Release() {
    if (!Some(IsDigit)) return false;
    if (Character('!') && !Some(IsDigit)) return false;
    while (rest_.size() > 1 && rest_[0] == '.' && IsDigit(rest_[1])) {
      rest_.remove_prefix(1);
      Some(IsDigit);
    }
    return true;
  }
  // .post1, -rc_2, dev
  void Suffix(std::initializer_list<std::string_view> words) {
    const std::string_view before = rest_;
    Separator();
    if (!Word(words)) {
      rest_ = before;
      return;
    }
    Separator();
    Some(IsDigit);
  }
  // -1
  bool ImplicitPost() {
    if (rest_.size() < 2 || rest_[0] != '-' || !IsDigit(rest_[1])) return false;
    rest_.remove_prefix(1);
    return Some(IsDigit);
  }
  // +ubuntu.1
  bool Local() {
    if (!Some(IsLocal)) return false;
    while (rest_.size() > 1 && IsSeparator(rest_[0]) && IsLocal(rest_[1])) {
      rest_.remove_prefix(1);
      Some(IsLocal);
    }
    return true;
  }

  std::string_view rest_;
};

}  // namespace

bool IsPep440(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return Parser(text).Version();
}

}  // namespace dragoman::chia
