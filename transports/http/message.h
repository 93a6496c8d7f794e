// What HTTP/1.1 says: requests, responses, and their header fields.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/status.h"

namespace dragoman::http {

// In the order and spelling of the message; names compare without regard to case.
using Headers = std::vector<std::pair<std::string, std::string>>;

// The first of that name, empty if there is none.
std::string_view Find(const Headers& headers, std::string_view name);
std::size_t Count(const Headers& headers, std::string_view name);
// Among the words of a list such as "keep-alive, Upgrade", in any case.
bool HasToken(const Headers& headers, std::string_view name, std::string_view token);
bool SameWord(std::string_view a, std::string_view b);

struct Request {
  std::string method;  // "GET"
  std::string target;  // "/ws?x=1"; of an absolute one the part behind the host
  int minor = 1;       // of HTTP/1.x
  Headers headers;
  std::string body;

  // The target up to the question mark.
  std::string_view path() const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

// "Not Found"; "Unknown" for numbers nobody gave a name.
std::string_view Phrase(int status);
// A body of text and what goes with it.
Response TextResponse(int status, std::string text);
// The message as it is sent: Content-Length is added, and `Connection: close` where the connection ends with it. The
// answer to HEAD, or with status 1xx, 204 or 304, is written without its body.
std::string Write(const Response& response, bool close, bool head = false);

struct Limits {
  std::size_t first_line = 8 * KiB;
  std::size_t headers = 64;
  std::size_t header_bytes = 16 * KiB;  // all of them together
  std::size_t body = 1 * MiB;
};

// Why a message is refused, and the status of the answer that says so.
struct Refusal {
  int status = 400;
  Status why;  // ok: not refused
  bool ok() const { return why.ok(); }
};

}  // namespace dragoman::http
