// What a Hub does with unusual input, ours does too: the same bytes and the same fate of the connection.
#include "tests/vectors/flowee_hub.h"
#include "tests/vectors/flowee_vectors.h"

namespace dragoman::flowee {
namespace {

ByteVector Sent(const Json& step) {
  if (step.Find("send") != nullptr) return vectors::HexBytes(step["send"].AsString());
  ByteVector bytes = vectors::HexBytes(step["send_head"].AsString());
  bytes.resize(static_cast<std::size_t>(*step["send_bytes"].Int64()),
               vectors::HexBytes(step["send_fill"].AsString()).at(0));
  return bytes;
}

std::string Expected(const Json& step) {
  std::string hex;
  for (const Json& packet : step["receive"].AsArray()) hex += packet.AsString();
  return hex;
}

// `piece`: bytes delivered at once.
void ExpectBehaviour(const Json& entry, std::size_t piece) {
  const std::string& name = entry["name"].AsString();
  Hub hub(false);
  for (const Json& step : entry["steps"].AsArray()) {
    const ByteVector sent = Sent(step);
    std::string heard;
    for (std::size_t at = 0; at < sent.size(); at += piece) {
      heard += ToHex(hub.Ask(Bytes(sent).subspan(at, std::min(piece, sent.size() - at))));
    }
    EXPECT_EQ(heard, Expected(step)) << name;
    EXPECT_EQ(!hub.station().connected(), step["closed"].AsBool()) << name << ": " << hub.station().closed_because();
  }
  EXPECT_EQ(hub.station().connected(), entry["result"].AsString() == "alive") << name;
}

TEST(FloweeBehaviour, OddInputHasTheRecordedAnswerAndFate) {
  const Json file = vectors::ReadVectorFile("flowee.json");
  ASSERT_EQ(file["behaviour"].AsArray().size(), 45u);
  for (const Json& entry : file["behaviour"].AsArray()) ExpectBehaviour(entry, static_cast<std::size_t>(-1));
}

TEST(FloweeBehaviour, OddInputHasTheSameFateByteByByte) {
  const Json file = vectors::ReadVectorFile("flowee.json");
  for (const Json& entry : file["behaviour"].AsArray()) ExpectBehaviour(entry, 1);
}

// Faults of the reference that are not to be copied (wire/flowee.md 2, 3.4, 5.2, 10): ours closes, with a reason.
struct NotCopied {
  const char* what;
  const char* hex;
  const char* reason;
};

TEST(FloweeBehaviour, WhereTheHubGoesDeafOrReadsOnOursClosesWithAReason) {
  const NotCopied cases[] = {
      {"length 3", "030008047e00", "a packet of 3 bytes is shorter than 5"},
      {"length 4", "040008040000", "a packet of 4 bytes is shorter than 5"},
      {"sequence over its announced size", "0d000801100458051801250438" "0a0008011004250400fc",
       "the sequence holds 3 bytes, SequenceStart announced 1"},
      {"SequenceStart -5", "0d000801100458051905250438", "SequenceStart is -5, must not be negative"},
      {"truncated double in the header", "0e00080010007e00000000000004", "needs 8 bytes, 7 are left"},
      {"string length near 2^64 in the header", "120008001000627efefefefefefefe7e04000000", ""},
  };
  for (const NotCopied& fault : cases) {
    Hub hub(false);
    hub.Ask(vectors::HexBytes(fault.hex));
    EXPECT_FALSE(hub.station().connected()) << fault.what;
    EXPECT_NE(hub.station().closed_because(), "") << fault.what;
    if (*fault.reason != '\0') {
      EXPECT_NE(hub.station().closed_because().find(fault.reason), std::string::npos)
          << fault.what << ": " << hub.station().closed_because();
    }
  }
}

}  // namespace
}  // namespace dragoman::flowee
