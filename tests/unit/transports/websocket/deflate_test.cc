// permessage-deflate (RFC 7692): what is agreed on, packed, unpacked and refused.
#include <gtest/gtest.h>

#include "tests/unit/transports/websocket/lab.h"
#include "transports/websocket/extensions.h"

namespace dragoman::websocket_tests {
namespace {

using websocket::Agreement;

WebSocketOptions Packing(WebSocketDeflate deflate = {}) {
  WebSocketOptions options;
  options.deflate = deflate;
  return options;
}

// What an acceptor answers to this offer; empty if nothing.
std::string Granted(const std::string& offer, WebSocketDeflate deflate = {.keep_window = true}) {
  Agreement agreement;
  return websocket::Grant({{"Sec-WebSocket-Extensions", offer}}, deflate, agreement);
}

TEST(WebSocketDeflate, NothingIsAgreedOnUnlessBothWantIt) {
  End plain;
  EXPECT_EQ(plain.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n").find("Extensions"), std::string::npos);
  End packing(Packing());
  EXPECT_EQ(packing.Upgrade().find("Extensions"), std::string::npos);
}

TEST(WebSocketDeflate, OffersAreGrantedAsTheRfcSays) {
  EXPECT_EQ(Granted("permessage-deflate"), "permessage-deflate");
  EXPECT_EQ(Granted("permessage-deflate; client_max_window_bits"), "permessage-deflate");
  EXPECT_EQ(Granted("permessage-deflate; server_max_window_bits=10"), "permessage-deflate; server_max_window_bits=10");
  EXPECT_EQ(Granted("permessage-deflate; server_max_window_bits=\"10\""), "permessage-deflate; server_max_window_bits=10");
  EXPECT_EQ(Granted("permessage-deflate; server_no_context_takeover"), "permessage-deflate; server_no_context_takeover");
  EXPECT_EQ(Granted("permessage-deflate", {}), "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
  EXPECT_EQ(Granted("x-other, permessage-deflate"), "permessage-deflate");
  // The first that can be taken.
  EXPECT_EQ(Granted("permessage-deflate; server_max_window_bits=8, permessage-deflate"), "permessage-deflate");
}

TEST(WebSocketDeflate, OffersThatMakeNoSenseAreNotGranted) {
  for (const std::string_view offer :
       {"permessage-deflate; what", "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=010",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover", "x-webkit-deflate-frame"}) {
    EXPECT_EQ(Granted(std::string(offer)), "") << offer;
  }
}

TEST(WebSocketDeflate, AnAnswerIsUnderstoodOrFails) {
  const auto said = [](const std::string& answer, WebSocketDeflate offered = {.keep_window = true}) {
    Agreement agreement;
    const Status status = websocket::Agree({{"Sec-WebSocket-Extensions", answer}}, offered, agreement);
    return status.ok() && agreement.deflate;
  };
  EXPECT_TRUE(said("permessage-deflate"));
  EXPECT_TRUE(said("permessage-deflate; client_max_window_bits=9; server_max_window_bits=15"));
  EXPECT_TRUE(said("permessage-deflate; server_no_context_takeover", {}));
  EXPECT_FALSE(said("permessage-deflate", {}));  // we asked it to forget
  EXPECT_FALSE(said("permessage-deflate; client_max_window_bits"));
  EXPECT_FALSE(said("permessage-deflate; client_max_window_bits=8"));
  EXPECT_FALSE(said("permessage-deflate; what"));
  EXPECT_FALSE(said("permessage-deflate, permessage-deflate"));
  EXPECT_FALSE(said("x-other"));
}

// RFC 7692, 7.2.3: its own examples of "Hello".
TEST(WebSocketDeflate, TheExamplesOfTheRfcAreUnpacked) {
  End end(Packing({.keep_window = true}));
  EXPECT_NE(end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n").find("permessage-deflate"), std::string::npos);
  const auto text = [](std::initializer_list<int> bytes) {
    std::string made;
    for (const int byte : bytes) made += static_cast<char>(byte);
    return made;
  };
  end.Feed(FrameOf(0xc2, text({0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00})));
  end.Feed(FrameOf(0x42, text({0xf2, 0x48, 0xcd})));  // in two fragments
  end.Feed(FrameOf(0x80, text({0xc9, 0xc9, 0x07, 0x00})));
  end.Feed(FrameOf(0xc2, text({0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00})));  // not compressed
  end.Feed(FrameOf(0xc2, text({0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00})));                    // a final block
  end.Feed(FrameOf(0xc2, text({0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00})));  // two blocks
  EXPECT_EQ(end.heard.messages, std::vector<std::string>(5, "Hello")) << end.TakeClose();
}

TEST(WebSocketDeflate, AWindowThatIsKeptMakesTheSecondMessageSmall) {
  End end(Packing({.from = 0, .keep_window = true}));
  end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
  end.Feed(FrameOf(0xc2, std::string("\xf2\x48\xcd\xc9\xc9\x07\x00", 7)));
  end.Feed(FrameOf(0xc2, std::string("\xf2\x00\x11\x00\x00", 5)));
  EXPECT_EQ(end.heard.messages, std::vector<std::string>(2, "Hello"));
  std::string noise;
  for (int i = 0; i < 400; ++i) noise += static_cast<char>(i * i * 31 >> 3);
  end.session().Send(AsBytes(noise));
  const std::size_t first = end.Take().size();
  end.session().Send(AsBytes(noise));
  EXPECT_LT(end.Take().size(), first / 4);
}

TEST(WebSocketDeflate, SmallMessagesAndThoseThatGrowAreSentAsTheyAre) {
  End end(Packing());
  end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
  end.session().Send(AsBytes("small"));
  std::string noise;
  std::uint32_t seed = 1;
  for (int i = 0; i < 1000; ++i) {
    seed = seed * 1664525 + 1013904223;
    noise += static_cast<char>(seed >> 24);
  }
  end.session().Send(AsBytes(noise));
  EXPECT_EQ(end.TakeFrames(), (std::vector<Sent>{{0x82, false, "small"}, {0x82, false, noise}}));
  end.session().Send(AsBytes(std::string(1000, 'x')));
  const std::vector<Sent> packed = end.TakeFrames();
  ASSERT_EQ(packed.size(), 1u);
  EXPECT_EQ(packed[0].first, 0xc2);
  EXPECT_LT(packed[0].payload.size(), 30u);
}

TEST(WebSocketDeflate, NoMemoryIsKeptOfALargeMessageWhetherItShrankOrNot) {
  Agreement agreement;
  agreement.forget_ours = agreement.forget_theirs = true;
  for (const bool noise : {false, true}) {
    websocket::Deflater packer({}, agreement);
    ByteVector message(1 * MiB, 0);
    std::uint32_t seed = 1;
    for (std::uint8_t& byte : message) {
      seed = seed * 1664525 + 1013904223;
      if (noise) byte = static_cast<std::uint8_t>(seed >> 24);
    }
    EXPECT_EQ(packer.Pack(message, 0), !noise);
    EXPECT_LE(packer.memory(), 400u * KiB);
  }
}

TEST(WebSocketDeflate, WhatItsWindowsTakeIsCounted) {
  End end(Packing());
  end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
  EXPECT_EQ(end.heard.memory, 0u);
  end.Feed(FrameOf(0xc2, std::string_view("\xf2\x48\xcd\xc9\xc9\x07\x00", 7)));
  EXPECT_EQ(end.heard.messages, std::vector<std::string>{"Hello"});
  EXPECT_GE(end.heard.memory, 32u * KiB);
  end.session().Send(AsBytes(std::string(1000, 'x')));
  EXPECT_EQ(end.TakeFrames().size(), 1u);
  end.Feed(FrameOf(0x82, "plain"));
  EXPECT_GE(end.heard.memory, (32u + 256u) * KiB);
}

TEST(WebSocketDeflate, AnEmptyMessageIsSentWheneverItComes) {
  for (const bool keep_window : {false, true}) {
    End end(Packing({.from = 0, .keep_window = keep_window}));
    end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    const Sent empty = keep_window ? Sent{0xc2, false, std::string(1, '\0')} : Sent{0x82, false, ""};
    for (const std::string_view body : {"", "something in between", "", ""}) {
      end.session().Send(AsBytes(body));
      const std::vector<Sent> sent = end.TakeFrames();
      ASSERT_EQ(sent.size(), 1u);
      if (body.empty()) {
        EXPECT_EQ(sent[0], empty);
      }
    }
  }
}

TEST(WebSocketDeflate, ABombIsRefusedAtItsLimit) {
  Agreement agreement;
  agreement.forget_ours = agreement.forget_theirs = true;
  websocket::Deflater packer({}, agreement);
  ByteVector zeros(8 * MiB, 0);
  ASSERT_TRUE(packer.Pack(zeros, 0));
  EXPECT_LT(zeros.size(), 40'000u);
  const struct {
    std::size_t largest;
    std::size_t ratio;
  } cases[] = {{1 * MiB, 100'000}, {64 * MiB, 100}};
  for (const auto& one : cases) {
    WebSocketOptions options = Packing({.ratio = one.ratio});
    options.largest = one.largest;
    End end(options);
    end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    end.Feed(FrameOf(0xc2, AsText(zeros)));
    EXPECT_EQ(end.TakeClose().substr(0, 2), CloseText(1009));
    EXPECT_TRUE(end.heard.messages.empty());
  }
}

TEST(WebSocketDeflate, WhatCannotBeUnpackedFails) {
  End end(Packing());
  end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
  end.Feed(FrameOf(0xc2, "\xff\xff\xff\xff"));
  EXPECT_EQ(end.TakeClose(), CloseText(1007, "WebSocket: a compressed message cannot be unpacked"));
}

TEST(WebSocketDeflate, OnlyTheFirstFrameOfAMessageSaysThatItIsCompressed) {
  const std::pair<std::uint8_t, const char*> cases[] = {{0xc0, "WebSocket: a continuation says that it is compressed"},
                                                        {0xc9, "WebSocket: a control frame is compressed"}};
  for (const auto& [first, why] : cases) {
    End end(Packing());
    end.Upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    end.Feed(FrameOf(0x02, "x"));
    end.Feed(FrameOf(first, "y"));
    EXPECT_EQ(end.TakeClose(), CloseText(1002, why));
  }
}

}  // namespace
}  // namespace dragoman::websocket_tests
