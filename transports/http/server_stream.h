// HttpServerStream: HTTP/1.1 on an accepted link, one request at a time, each answered by a function that may take its
// time. Sans-IO; stands on TCP, TLS or memory.
//
//   Listen(address, loops, AcceptTls(context, AcceptHttp(options, handle)));
#pragma once

#include <functional>
#include <memory>

#include "core/session/stream.h"
#include "transports/http/body.h"
#include "transports/http/head.h"

namespace dragoman {

// Takes the answer: once, on any thread, now or later. Where it is never called the peer waits until the answer's time
// is over; where the peer has gone, or it comes a second time, nothing happens.
using HttpAnswer = std::function<void(http::Response)>;
// Called on the thread of the link, never while an earlier request of the same link is unanswered. Of the link it may
// want the address and the certificate.
using HttpHandler = std::function<void(const LinkInfo&, http::Request, HttpAnswer)>;

struct HttpServerOptions {
  http::Limits limits;
  Duration idle = std::chrono::seconds(60);      // until a request begins
  Duration request = std::chrono::seconds(30);   // from its first byte to its last
  Duration answer = std::chrono::seconds(300);   // of the handler
  Duration taking = std::chrono::seconds(30);    // that the peer may let pass without taking a byte of an answer
};

class HttpServerStream final : public Stream {
 public:
  HttpServerStream(std::shared_ptr<const HttpServerOptions> options, LinkInfo link, Host& host, HttpHandler handle);
  ~HttpServerStream() override;

  // --- Stream ---
  void Open() override {}
  void OnWake(std::function<void()> wake) override;
  void Feed(const Slice& bytes) override;
  void Ended(ClosedBy by, Status why) override;
  void Close(Status why) override;
  bool WantsRead() const override { return !over_ && !answering_ && out_.empty(); }
  bool closing() const override { return over_; }
  bool finished() const override { return over_ && (out_.empty() || abandoned_); }
  void DropOut(std::size_t count) override;
  Instant NextDeadline() const override { return finished() ? kNever : deadline_; }
  void Tick() override;

 private:
  // Requests, as far as there are whole ones and the last answer has been taken.
  void Go();
  http::Refusal Read(Bytes& bytes);
  void Handle();
  void Answered(std::uint64_t number, http::Response response);
  void Say(const http::Response& response);
  void Refuse(const http::Refusal& refusal);
  // Waits for the next request.
  void Rest();

  const std::shared_ptr<const HttpServerOptions> options_;
  const LinkInfo link_;
  Host& host_;
  const HttpHandler handle_;
  const std::shared_ptr<HttpServerStream*> anchor_;  // answers that come after the end do nothing
  std::shared_ptr<const std::function<void()>> wake_;
  Outbox out_;

  ByteVector pending_;  // came behind the request that is being answered
  http::HeadCollector head_;
  http::BodyReader body_;
  http::Request request_;
  bool in_body_ = false;
  bool keeps_ = true;   // the connection, after this answer
  bool bodiless_ = false;
  bool answering_ = false;
  std::uint64_t number_ = 0;  // of the request
  bool ended_ = false;  // the peer has ended its own side, and may still wait for this answer
  bool over_ = false;
  bool abandoned_ = false;
  Instant deadline_;
};

MakeStream AcceptHttp(std::shared_ptr<const HttpServerOptions> options, HttpHandler handle);

}  // namespace dragoman
