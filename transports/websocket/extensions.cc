#include "transports/websocket/extensions.h"

#include <charconv>

namespace dragoman::websocket {
namespace {

constexpr std::string_view kName = "permessage-deflate";
constexpr int kMostBits = 15;
// zlib has no raw window of 8 bits.
constexpr int kLeastBits = 9;

struct Extension {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> parameters;
};

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view Take(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  return Trim(part);
}

std::vector<Extension> ReadAll(const http::Headers& headers) {
  std::vector<Extension> found;
  for (const auto& [name, value] : headers) {
    if (!http::SameWord(name, "Sec-WebSocket-Extensions")) continue;
    std::string_view list = value;
    while (!list.empty()) {
      std::string_view text = Take(list, ',');
      Extension& extension = found.emplace_back();
      extension.name = Take(text, ';');
      while (!text.empty()) {
        std::string_view parameter = Take(text, ';');
        const std::string_view key = Take(parameter, '=');
        if (parameter.size() >= 2 && parameter.front() == '"' && parameter.back() == '"') {
          parameter = parameter.substr(1, parameter.size() - 2);
        }
        extension.parameters.emplace_back(key, parameter);
      }
    }
  }
  return found;
}

// 8 to 15, or 0 for what is no such number.
int Bits(std::string_view text) {
  int bits = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), bits);
  const bool number = fault == std::errc() && end == text.data() + text.size() && text.size() <= 2 && text[0] != '0';
  return number && bits >= 8 && bits <= kMostBits ? bits : 0;
}

struct Parameters {
  bool sound = true;
  bool server_forgets = false;
  bool client_forgets = false;
  int server_bits = 0;  // 0: not said
  int client_bits = 0;
  bool client_bits_said = false;
};

// Each at most once, with a proper value; unknown ones make an offer unacceptable and an answer a fault.
Parameters Understand(const Extension& extension) {
  Parameters read;
  for (const auto& [key, value] : extension.parameters) {
    if (key == "server_no_context_takeover" && value.empty() && !read.server_forgets) {
      read.server_forgets = true;
    } else if (key == "client_no_context_takeover" && value.empty() && !read.client_forgets) {
      read.client_forgets = true;
    } else if (key == "server_max_window_bits" && read.server_bits == 0 && Bits(value) != 0) {
      read.server_bits = Bits(value);
    } else if (key == "client_max_window_bits" && !read.client_bits_said && (value.empty() || Bits(value) != 0)) {
      read.client_bits_said = true;
      read.client_bits = value.empty() ? 0 : Bits(value);
    } else {
      read.sound = false;
    }
  }
  return read;
}

}  // namespace

std::string Offer(const WebSocketDeflate& deflate) {
  // We understand any window of the acceptor's, and it may choose ours.
  const std::string ours = deflate.keep_window ? "" : "; client_no_context_takeover; server_no_context_takeover";
  return std::string(kName) + ours + "; client_max_window_bits";
}

std::string Grant(const http::Headers& headers, const WebSocketDeflate& deflate, Agreement& agreement) {
  for (const Extension& extension : ReadAll(headers)) {
    if (extension.name != kName) continue;
    const Parameters asked = Understand(extension);
    // A window of 8 bits we cannot make.
    if (!asked.sound || (asked.server_bits != 0 && asked.server_bits < kLeastBits)) continue;
    agreement.deflate = true;
    agreement.forget_ours = asked.server_forgets || !deflate.keep_window;
    agreement.forget_theirs = asked.client_forgets || !deflate.keep_window;
    agreement.our_window_bits = asked.server_bits == 0 ? kMostBits : asked.server_bits;
    std::string granted(kName);
    if (agreement.forget_ours) granted += "; server_no_context_takeover";
    if (agreement.forget_theirs) granted += "; client_no_context_takeover";
    if (asked.server_bits != 0) granted += "; server_max_window_bits=" + std::to_string(asked.server_bits);
    return granted;
  }
  return {};
}

Status Agree(const http::Headers& headers, const std::optional<WebSocketDeflate>& offered, Agreement& agreement) {
  const std::vector<Extension> granted = ReadAll(headers);
  if (granted.empty()) return Ok();
  if (granted.size() > 1 || granted[0].name != kName || !offered.has_value()) {
    return Status(Code::kBadFrame, "WebSocket: the answer names an extension that we did not ask for");
  }
  const Parameters read = Understand(granted[0]);
  if (!read.sound || (read.client_bits_said && read.client_bits == 0)) {
    return Status(Code::kBadFrame, "WebSocket: the answer sets permessage-deflate up in a way that makes no sense");
  }
  if (read.client_bits != 0 && read.client_bits < kLeastBits) {
    return Status(Code::kUnsupported, "WebSocket: permessage-deflate with a window of {} bits, {} are the least",
                  static_cast<std::uint64_t>(read.client_bits), kLeastBits);
  }
  if (!offered->keep_window && !read.server_forgets) {
    return Status(Code::kBadFrame, "WebSocket: the answer keeps a compression window that we asked to forget");
  }
  agreement.deflate = true;
  agreement.forget_ours = read.client_forgets || !offered->keep_window;
  agreement.forget_theirs = read.server_forgets;
  agreement.our_window_bits = read.client_bits == 0 ? kMostBits : read.client_bits;
  return Ok();
}

}  // namespace dragoman::websocket
