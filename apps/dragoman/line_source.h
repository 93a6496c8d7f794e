// LineSource: a file or stdin, line by line or as a whole. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace dragoman {

class LineSource {
 public:
  // Longer than the hex of any message: what is above is skipped and told, so that input without an end of line does
  // not fill the memory.
  static constexpr std::size_t kMaxLineBytes = 512 * MiB;

  // "" and "-": stdin. Errors: kUsage.
  static Result<LineSource> Open(const std::string& path);
  LineSource(LineSource&& other) noexcept;
  ~LineSource();

  // Called before a read that may wait for input.
  void BeforeWaiting(std::function<void()> call) { before_waiting_ = std::move(call); }
  bool terminal() const;

  // The next line without its end (LF or CRLF), valid until the next call; nullopt at the end. A last line may lack
  // its end. Errors: kOverLimit for a line above kMaxLineBytes, after which the next one follows; kStorage.
  Result<std::optional<std::string_view>> Next();
  // All that is left.
  Result<std::string> Rest();

 private:
  explicit LineSource(int descriptor) : descriptor_(descriptor) {}
  // False at the end of input.
  Result<bool> Fill();

  int descriptor_;
  std::function<void()> before_waiting_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of what has not been given yet
  std::size_t scanned_ = 0;  // no end of line before here
  bool skipping_ = false;    // the rest of a line that is too long
};

}  // namespace dragoman
