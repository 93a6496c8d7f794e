// Text: a string field that is a view of the input when decoded, and valid UTF-8 always. For wires that refuse other
// bytes in their strings; std::string takes any.
#pragma once

#include <string>
#include <string_view>

#include "core/base/slice.h"

namespace dragoman {

class Text {
 public:
  Text() = default;
  Text(std::string_view text) : bytes_(Slice::Copy(AsBytes(text))) {}  // NOLINT: text reads as itself
  Text(const std::string& text) : Text(std::string_view(text)) {}      // NOLINT
  Text(const char* text) : Text(std::string_view(text)) {}             // NOLINT
  // Of bytes that have been checked.
  static Text Of(Slice bytes) {
    Text text;
    text.bytes_ = std::move(bytes);
    return text;
  }

  std::string_view view() const { return AsText(bytes_.bytes()); }
  std::string str() const { return std::string(view()); }
  const Slice& bytes() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  Text Owned() const { return Of(bytes_.Owned()); }

  friend bool operator==(const Text&, const Text&) = default;

 private:
  Slice bytes_;
};

}  // namespace dragoman
