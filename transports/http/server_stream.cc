#include "transports/http/server_stream.h"

#include <algorithm>
#include <utility>

namespace dragoman {
namespace {

constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kMethods = "GET, HEAD, POST, OPTIONS";

// How long one that has ended its own side is kept for its answer.
constexpr Duration kRest = std::chrono::seconds(3);

bool Known(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "POST" || method == "OPTIONS";
}

}  // namespace

HttpServerStream::HttpServerStream(std::shared_ptr<const HttpServerOptions> options, LinkInfo link, Host& host,
                                   HttpHandler handle)
    : Stream(out_),
      options_(std::move(options)),
      link_(std::move(link)),
      host_(host),
      handle_(std::move(handle)),
      anchor_(std::make_shared<HttpServerStream*>(this)),
      head_(options_->limits) {
  Rest();
}

HttpServerStream::~HttpServerStream() { *anchor_ = nullptr; }

void HttpServerStream::OnWake(std::function<void()> wake) {
  wake_ = std::make_shared<const std::function<void()>>(std::move(wake));
}

void HttpServerStream::Feed(const Slice& bytes) {
  if (over_) return;
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  Go();
}

void HttpServerStream::Go() {
  Bytes bytes(pending_);
  while (!over_ && !answering_ && out_.empty() && !bytes.empty()) {
    if (http::Refusal bad = Read(bytes); !bad.ok()) Refuse(bad);
  }
  pending_.erase(pending_.begin(), pending_.end() - static_cast<std::ptrdiff_t>(bytes.size()));
  if (pending_.empty()) pending_ = ByteVector();
}

http::Refusal HttpServerStream::Read(Bytes& bytes) {
  if (!in_body_) {
    if (head_.empty()) deadline_ = host_.Now() + options_->request;
    if (http::Refusal bad = head_.Add(bytes); !bad.ok()) return bad;
    if (!head_.done()) return {};
    if (http::Refusal bad = http::ReadRequest(head_.text(), options_->limits, request_); !bad.ok()) return bad;
    if (http::Refusal bad = body_.Begin(request_.headers, request_.minor, options_->limits); !bad.ok()) return bad;
    in_body_ = true;
    keeps_ = request_.minor == 1 && !http::HasToken(request_.headers, "Connection", "close");
    bodiless_ = request_.method == "HEAD";
    const bool waits = http::HasToken(request_.headers, "Expect", "100-continue");
    if (waits && !body_.done() && bytes.empty()) out_.Add(AsBytes(kGoOn));
  }
  if (http::Refusal bad = body_.Add(bytes, request_.body); !bad.ok()) return bad;
  if (body_.done()) Handle();
  return {};
}

void HttpServerStream::Handle() {
  head_.Clear();
  in_body_ = false;
  http::Request request = std::exchange(request_, {});
  if (!Known(request.method)) {
    http::Response response = http::TextResponse(405, "only " + std::string(kMethods));
    response.headers.emplace_back("Allow", kMethods);
    return Say(response);
  }
  answering_ = true;
  deadline_ = host_.Now() + options_->answer;
  HttpAnswer answer = [host = &host_, anchor = std::weak_ptr(anchor_), number = ++number_](http::Response response) {
    host->Post([anchor, number, response = std::move(response)]() mutable {
      const auto stream = anchor.lock();
      if (stream != nullptr && *stream != nullptr) (*stream)->Answered(number, std::move(response));
    });
  };
  handle_(link_, std::move(request), std::move(answer));
}

void HttpServerStream::Answered(std::uint64_t number, http::Response response) {
  if (over_ || !answering_ || number != number_) return;
  Say(response);
  Go();
  if (const auto wake = wake_) (*wake)();
}

void HttpServerStream::Say(const http::Response& response) {
  answering_ = false;
  out_.Add(AsBytes(http::Write(response, !keeps_, bodiless_)));
  over_ = !keeps_;
  Rest();
}

void HttpServerStream::Refuse(const http::Refusal& refusal) {
  // Where one message ends and the next begins is not known any more.
  keeps_ = false;
  bodiless_ = false;
  Say(http::TextResponse(refusal.status, refusal.why.Text()));
}

void HttpServerStream::Rest() { deadline_ = host_.Now() + (out_.empty() ? options_->idle : options_->taking); }

void HttpServerStream::DropOut(std::size_t count) {
  out_.Drop(count);
  if (!answering_ && !in_body_ && head_.empty()) Rest();
  if (out_.empty() && !pending_.empty()) Go();
}

void HttpServerStream::Ended(ClosedBy by, Status) {
  if (by == ClosedBy::kPeer && answering_ && !over_) {
    if (!std::exchange(ended_, true)) {
      keeps_ = false;
      deadline_ = std::min(deadline_, host_.Now() + kRest);
    }
    if (host_.Now() < deadline_) return;
  }
  over_ = true;
  abandoned_ = true;
}

// A request under way is still answered with what there is: nothing.
void HttpServerStream::Close(Status why) {
  if (over_) return;
  keeps_ = false;
  if (answering_) return Say(http::TextResponse(503, why.Text()));
  over_ = true;
  Rest();
}

void HttpServerStream::Tick() {
  if (host_.Now() < deadline_) return;
  if (over_ || !out_.empty()) {
    over_ = true;
    abandoned_ = true;
    return;
  }
  keeps_ = false;
  if (answering_) return Say(http::TextResponse(504, "no answer in time"));
  if (in_body_ || !head_.empty()) return Say(http::TextResponse(408, "the request took too long"));
  over_ = true;
}

MakeStream AcceptHttp(std::shared_ptr<const HttpServerOptions> options, HttpHandler handle) {
  return [options = std::move(options), handle = std::move(handle)](
             LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
    return std::unique_ptr<Stream>(std::make_unique<HttpServerStream>(options, std::move(link), host, handle));
  };
}

}  // namespace dragoman
