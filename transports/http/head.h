// The head of an HTTP/1.1 message: collected as it comes, bounded, and read strictly, so that no two readers see two
// different messages in one run of bytes (RFC 9112, 2.2, 5 and 11.2).
#pragma once

#include "transports/http/message.h"

namespace dragoman::http {

// Collects bytes up to the empty line that ends a head.
class HeadCollector {
 public:
  explicit HeadCollector(const Limits& limits) : limits_(limits) {}

  // Takes what belongs to the head off the front of `bytes`. A refusal is final.
  Refusal Add(Bytes& bytes);
  // The empty line has come.
  bool done() const { return done_; }
  bool empty() const { return text_.empty(); }
  // With all its line ends.
  std::string_view text() const { return text_; }
  void Clear() { *this = HeadCollector(limits_); }

 private:
  Limits limits_;
  std::string text_;
  std::size_t line_ = 0;   // where the line under way began
  std::size_t lines_ = 0;  // that are complete
  bool skipped_ = false;   // an empty line in front
  bool done_ = false;
};

// `head` ends with its empty line. The body is not looked at.
Refusal ReadRequest(std::string_view head, const Limits& limits, Request& request);

struct Answer {
  int status = 0;
  std::string phrase;
  Headers headers;
};
Refusal ReadAnswer(std::string_view head, const Limits& limits, Answer& answer);

}  // namespace dragoman::http
