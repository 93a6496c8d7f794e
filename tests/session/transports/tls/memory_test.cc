// TLS between streams in memory: certificates, versions, sessions taken up again, ends, and every split.
#include <gtest/gtest.h>

#include "tests/session/transports/certificates.h"
#include "tests/session/transports/echo.h"
#include "transports/memory/memory_network.h"
#include "transports/tls/link.h"
#include "transports/tls/stream.h"

namespace dragoman::transport_tests {
namespace {

using std::chrono::seconds;

constexpr const char* kAddress = "10.0.0.2:7777";

class Tls : public ::testing::Test {
 protected:
  // An asker dials an echo through these contexts; both settle.
  void Dial(const std::shared_ptr<const TlsContext>& accepting, const std::shared_ptr<const TlsContext>& dialing,
            const std::vector<ByteVector>& questions, MemoryRoads roads = {}) {
    network_.emplace(host_, 1, std::move(roads));
    asker_.emplace();
    echo_.emplace();
    EXPECT_TRUE(network_->Listen(kAddress, host_, AcceptTls(accepting, Plain(Makes<Echo>(*echo_)),
                                                            [this](const LinkInfo&, const Status& why) {
                                                              refused_.push_back(why.ToString());
                                                            })).ok());
    below_ = network_->DialerOf("10.0.0.1", host_);
    TlsDialer dialer(*below_, dialing);
    dialer.Dial(kAddress, Makes<Asker>(*asker_, {}, questions),
                [this](const Status& why) { failed_.push_back(why.ToString()); });
    EXPECT_TRUE(host_.RunUntilIdle());
  }
  void ExpectAnswered() {
    ASSERT_EQ(asker_->closed().size(), 1u) << (failed_.empty() ? "" : failed_[0]);
    EXPECT_EQ(asker_->closed()[0].why.ToString(), "all is answered");
    ASSERT_EQ(echo_->closed().size(), 1u);
    EXPECT_EQ(echo_->closed()[0].why.ToString(), "the peer closed the connection");
    EXPECT_TRUE(failed_.empty());
    EXPECT_TRUE(refused_.empty());
  }

  const Trust trust_;
  MemoryHost host_;
  std::optional<MemoryNetwork> network_;
  std::unique_ptr<StreamDialer> below_;
  std::optional<Log> asker_;
  std::optional<Log> echo_;
  std::vector<std::string> failed_;
  std::vector<std::string> refused_;
};

TEST_F(Tls, BytesOfEverySizeComeBack) {
  std::vector<ByteVector> questions;
  for (const std::size_t size : {0u, 1u, 100u, 4096u, 16'380u, 16'384u, 16'385u, 70'000u, 1'000'000u}) {
    questions.push_back(Frame(Pattern(size)));
  }
  Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(trust_.Of(trust_.dialer)), questions);
  ExpectAnswered();
}

TEST_F(Tls, EveryPieceSize) {
  for (const std::size_t piece : {1u, 2u, 3u, 5u, 16u, 100u, 1000u}) {
    MemoryRoads roads;
    roads.piece = piece;
    Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(trust_.Of(trust_.dialer)), {Frame(Pattern(20'000))}, roads);
    ExpectAnswered();
    network_.reset();
  }
}

TEST_F(Tls, EachSideLearnsTheOthersCertificate) {
  Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(trust_.Of(trust_.dialer)), {Frame(Pattern(1))});
  ExpectAnswered();
  EXPECT_EQ(asker_->opened()[0].certificate, *CertificateDer(trust_.acceptor.certificate));
  EXPECT_EQ(echo_->opened()[0].certificate, *CertificateDer(trust_.dialer.certificate));
}

TEST_F(Tls, ADialerOf12ReachesAnAcceptorOf12) {
  TlsOptions old = trust_.Of(trust_.acceptor);
  old.least = old.most = TlsVersion::k12;
  TlsOptions both = trust_.Of(trust_.dialer);
  both.least = TlsVersion::k12;
  Dial(Accepting(old), Dialing(both), {Frame(Pattern(70'000))});
  ExpectAnswered();
}

TEST_F(Tls, ADialerOf12IsRefusedByAnAcceptorOf13) {
  TlsOptions old = trust_.Of(trust_.dialer);
  old.least = old.most = TlsVersion::k12;
  Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(old), {Frame(Pattern(1))});
  ASSERT_EQ(refused_.size(), 1u);
  EXPECT_EQ(refused_[0], "the peer offers no TLS version that we take");
  ASSERT_EQ(failed_.size(), 1u);
  EXPECT_EQ(failed_[0], "cannot reach 10.0.0.2:7777: the peer ended TLS: protocol version");
}

TEST_F(Tls, ADialersCertificateOfAStrangerIsRefused) {
  const PemPair stranger = Leaf(Authority("Other CA"), "dialer");
  Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(trust_.Of(stranger)), {Frame(Pattern(1))});
  ASSERT_EQ(refused_.size(), 1u);
  EXPECT_EQ(refused_[0],
            "the peer's TLS certificate does not hold: unable to get local issuer certificate. It must be signed by the "
            "authority that we trust.");
  // With TLS 1.3 the dialer is up before it is judged.
  ASSERT_EQ(asker_->closed().size(), 1u);
  EXPECT_EQ(asker_->closed()[0].by, ClosedBy::kPeer);
  EXPECT_EQ(asker_->closed()[0].why.Text(), "the peer refused our TLS certificate: unknown CA");
}

TEST_F(Tls, ADialerWithoutACertificateIsRefused) {
  TlsOptions none = trust_.Of(trust_.dialer);
  none.certificate.clear();
  none.key.clear();
  Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(none), {Frame(Pattern(1))});
  ASSERT_EQ(refused_.size(), 1u);
  EXPECT_EQ(refused_[0], "the peer showed no TLS certificate. Both sides must show one here.");
  EXPECT_EQ(asker_->closed().at(0).why.Text(), "the peer refused our TLS certificate: certificate required");
}

TEST_F(Tls, AnAcceptorOfAStrangerIsRefused) {
  const PemPair stranger = Leaf(Authority("Other CA"), "acceptor");
  Dial(Accepting(trust_.Of(stranger)), Dialing(trust_.Of(trust_.dialer)), {Frame(Pattern(1))});
  ASSERT_EQ(failed_.size(), 1u);
  EXPECT_EQ(failed_[0],
            "cannot reach 10.0.0.2:7777: the peer's TLS certificate does not hold: unable to get local issuer certificate. "
            "It must be signed by the authority that we trust.");
  EXPECT_TRUE(asker_->opened().empty());
  EXPECT_EQ(refused_.at(0).substr(0, 55), "the peer refused our TLS certificate: unknown CA. Is it");
}

TEST_F(Tls, AnExpiredCertificateIsRefused) {
  LeafOptions expired;
  expired.not_after = 1'700'000'000;
  const PemPair old = Leaf(trust_.authority, "dialer", expired);
  Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(trust_.Of(old)), {Frame(Pattern(1))});
  EXPECT_EQ(refused_.at(0).substr(0, 66), "the peer's TLS certificate does not hold: certificate has expired.");
}

TEST_F(Tls, WhoIsNotAskedShowsNothing) {
  TlsOptions open = trust_.Of(trust_.acceptor);
  open.verify_peer = false;
  TlsOptions none;
  none.authorities = trust_.authority.certificate;
  Dial(Accepting(open), Dialing(none), {Frame(Pattern(100))});
  ExpectAnswered();
  EXPECT_TRUE(echo_->opened()[0].certificate.empty());
}

TEST_F(Tls, ASessionIsTakenUpAgainWithTheSameCertificates) {
  const auto accepting = Accepting(trust_.Of(trust_.acceptor));
  const auto dialing = Dialing(trust_.Of(trust_.dialer));
  std::vector<bool> resumed;
  for (int i = 0; i < 3; ++i) {
    MemoryPair pair(host_);
    Log asker;
    Log echo;
    EXPECT_TRUE(pair.Open([&](LinkInfo link, Host& host) -> Result<std::unique_ptr<Stream>> {
                            return std::unique_ptr<Stream>(std::make_unique<TlsStream>(
                                dialing, std::move(link), host, Plain(Makes<Asker>(asker, {}, Questions{Frame(Pattern(9))})),
                                nullptr));
                          },
                          AcceptTls(accepting, Plain(Makes<Echo>(echo)))).ok());
    EXPECT_TRUE(host_.RunUntilIdle());
    resumed.push_back(static_cast<TlsStream*>(pair.connecting())->resumed());
    EXPECT_EQ(echo.opened().at(0).certificate, *CertificateDer(trust_.dialer.certificate));
    EXPECT_EQ(asker.opened().at(0).certificate, *CertificateDer(trust_.acceptor.certificate));
  }
  EXPECT_EQ(resumed, (std::vector{false, true, true}));
}

TEST_F(Tls, WhatIsNoTlsIsToldApart) {
  MemoryPair pair(host_);
  Log plain;
  Log echo;
  std::string why;
  const std::string request = "GET / HTTP/1.1\r\n\r\n";
  const Bytes bytes = AsBytes(request);
  EXPECT_TRUE(pair.Open(Plain(Makes<Asker>(plain, {}, Questions{ByteVector(bytes.begin(), bytes.end())})),
                        AcceptTls(Accepting(trust_.Of(trust_.acceptor)), Plain(Makes<Echo>(echo)),
                                  [&](const LinkInfo&, const Status& status) { why = status.ToString(); })).ok());
  EXPECT_TRUE(host_.RunUntilIdle());
  EXPECT_EQ(why, "the peer speaks HTTP without TLS. It must dial with TLS.");
  EXPECT_TRUE(pair.over());
}

TEST_F(Tls, ASilentPeerIsGivenUpAfterThirtySeconds) {
  MemoryPair pair(host_);
  Log silent;
  Log echo;
  std::string why;
  EXPECT_TRUE(pair.Open(Plain(Makes<Asker>(silent, {}, std::vector<ByteVector>{})),
                        AcceptTls(Accepting(trust_.Of(trust_.acceptor)), Plain(Makes<Echo>(echo)),
                                  [&](const LinkInfo&, const Status& status) { why = status.ToString(); })).ok());
  ASSERT_TRUE(host_.Advance(seconds(29)));
  EXPECT_EQ(why, "");
  ASSERT_TRUE(host_.Advance(seconds(1)));
  EXPECT_EQ(why, "the TLS handshake took longer than 30 s");
  EXPECT_TRUE(pair.accepting()->finished());
}

TEST_F(Tls, ACutDuringTheHandshakeIsTold) {
  MemoryRoads roads;
  int sends = 0;
  roads.fails = [&](MemoryOperation operation) { return operation == MemoryOperation::kSend && ++sends == 3; };
  Dial(Accepting(trust_.Of(trust_.acceptor)), Dialing(trust_.Of(trust_.dialer)), {Frame(Pattern(1))}, roads);
  EXPECT_EQ(refused_.size(), 1u);
  EXPECT_EQ(refused_[0], "TLS handshake: the connection was reset");
}

TEST_F(Tls, TextsThatMakeNoSenseAreToldApart) {
  const auto said = [](TlsOptions options) {
    const auto context = TlsContext::ForAcceptor(std::move(options));
    return context.ok() ? std::string("ok") : context.status().ToString();
  };
  TlsOptions good = trust_.Of(trust_.acceptor);
  EXPECT_EQ(said(good), "ok");
  TlsOptions no_certificate = good;
  no_certificate.certificate = "nonsense";
  EXPECT_NE(said(no_certificate).find("our certificate cannot be read"), std::string::npos);
  TlsOptions no_key = good;
  no_key.key.clear();
  EXPECT_NE(said(no_key).find("our key cannot be read"), std::string::npos);
  TlsOptions other_key = good;
  other_key.key = trust_.dialer.key;
  EXPECT_NE(said(other_key).find("our key does not belong to our certificate"), std::string::npos);
  TlsOptions no_authority = good;
  no_authority.authorities.clear();
  EXPECT_NE(said(no_authority).find("the authority that must have signed"), std::string::npos);
}

}  // namespace
}  // namespace dragoman::transport_tests
