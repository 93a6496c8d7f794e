#include "transports/websocket/upgrade.h"

#include <openssl/evp.h>

#include "transports/websocket/extensions.h"

namespace dragoman::websocket {
namespace {

constexpr std::string_view kVersion = "13";
constexpr std::string_view kScope = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
// 16 bytes in base64.
constexpr std::size_t kKeySize = 24;

std::string Base64(Bytes bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

bool IsKey(std::string_view key) {
  if (key.size() != kKeySize || !key.ends_with("==")) return false;
  for (const char c : key.substr(0, kKeySize - 2)) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '/') return false;
  }
  return true;
}

Status Bad(const char* text) { return Status(Code::kBadFrame, text); }

}  // namespace

std::string MakeKey(Bytes sixteen_bytes) { return Base64(sixteen_bytes); }

std::string AcceptFor(std::string_view key) {
  const std::string text = std::string(key) + std::string(kScope);
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> hash;
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr) != 1) return {};
  return Base64(Bytes(hash.data(), size));
}

std::string WriteRequest(const WebSocketOptions& options, const std::string& address, const std::string& key) {
  std::string request = "GET " + options.path + " HTTP/1.1\r\n";
  request += "Host: " + (options.host.empty() ? address : options.host) + "\r\n";
  request += "Upgrade: websocket\r\nConnection: Upgrade\r\n";
  request += "Sec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: " + std::string(kVersion) + "\r\n";
  if (options.deflate.has_value()) request += "Sec-WebSocket-Extensions: " + Offer(*options.deflate) + "\r\n";
  for (const auto& [name, value] : options.headers) request += name + ": " + value + "\r\n";
  return request + "\r\n";
}

http::Refusal Judge(const http::Request& request, const WebSocketOptions& options) {
  const http::Headers& headers = request.headers;
  if (request.path() != options.path) return {404, Status(Code::kNotFound, "404: Not Found")};
  if (request.method != "GET" || request.minor < 1) return {400, Bad("WebSocket: an upgrade is a GET of HTTP/1.1")};
  if (!http::HasToken(headers, "Upgrade", "websocket") || !http::HasToken(headers, "Connection", "Upgrade")) {
    return {400, Bad("WebSocket: this is no upgrade to websocket")};
  }
  if (http::Find(headers, "Sec-WebSocket-Version") != kVersion) {
    return {426, Bad("WebSocket: only version 13 is spoken here")};
  }
  if (http::Count(headers, "Sec-WebSocket-Key") != 1 || !IsKey(http::Find(headers, "Sec-WebSocket-Key"))) {
    return {400, Bad("WebSocket: Sec-WebSocket-Key is not 16 bytes in base64")};
  }
  if (http::Count(headers, "Transfer-Encoding") != 0 ||
      (http::Count(headers, "Content-Length") != 0 && http::Find(headers, "Content-Length") != "0")) {
    return {400, Bad("WebSocket: an upgrade has no body")};
  }
  return {};
}

http::Response Grant(const http::Request& request, const WebSocketOptions& options, Agreement& agreement) {
  http::Response response;
  response.status = 101;
  response.headers = {{"Upgrade", "websocket"},
                      {"Connection", "Upgrade"},
                      {"Sec-WebSocket-Accept", AcceptFor(http::Find(request.headers, "Sec-WebSocket-Key"))}};
  if (!options.deflate.has_value()) return response;
  const std::string granted = Grant(request.headers, *options.deflate, agreement);
  if (!granted.empty()) response.headers.emplace_back("Sec-WebSocket-Extensions", granted);
  return response;
}

http::Response Refuse(const http::Refusal& refusal) {
  http::Response response = http::TextResponse(refusal.status, refusal.why.Text());
  if (refusal.status == 426) response.headers.emplace_back("Sec-WebSocket-Version", kVersion);
  return response;
}

Status Judge(const http::Answer& answer, const WebSocketOptions& options, const std::string& key, Agreement& agreement) {
  const http::Headers& headers = answer.headers;
  if (!http::HasToken(headers, "Upgrade", "websocket") || !http::HasToken(headers, "Connection", "Upgrade")) {
    return Bad("WebSocket: the answer is no upgrade to websocket");
  }
  if (http::Find(headers, "Sec-WebSocket-Accept") != AcceptFor(key)) {
    return Bad("WebSocket: the answer does not prove that our key was read");
  }
  if (http::Count(headers, "Sec-WebSocket-Protocol") != 0) {
    return Bad("WebSocket: the answer names a protocol that we did not ask for");
  }
  return Agree(headers, options.deflate, agreement);
}

}  // namespace dragoman::websocket
