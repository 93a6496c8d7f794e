#include <random>

#include <gtest/gtest.h>

#include "core/base/hex.h"
#include "dialects/flowee/flowee_inspector.h"
#include "dialects/flowee/token_writer.h"

namespace dragoman::flowee {
namespace {

Json Parsed(const std::string& text) {
  Result<Json> json = Json::Parse(text);
  EXPECT_TRUE(json.ok()) << text << ": " << json.status().ToString();
  return json.ok() ? *json : Json();
}

std::string Decoded(const std::string& hex) {
  const Result<Json> json = FloweeInspector().Decode(*FromHex(hex));
  return json.ok() ? json->Dump() : json.status().ToString();
}
std::string DecodedCmf(const std::string& hex) {
  const Result<Json> json = FloweeInspector().DecodeAs("cmf", *FromHex(hex));
  return json.ok() ? json->Dump() : json.status().ToString();
}
std::string Encoded(const std::string& text) {
  const Result<ByteVector> bytes = FloweeInspector().Encode(Parsed(text));
  return bytes.ok() ? ToHex(*bytes) : bytes.status().ToString();
}
std::string EncodedCmf(const std::string& fields) {
  const Result<ByteVector> bytes = FloweeInspector().EncodeAs("cmf", Parsed("{\"fields\":" + fields + "}"));
  return bytes.ok() ? ToHex(*bytes) : bytes.status().ToString();
}
std::string TypeOf(const std::string& hex) { return Parsed(Decoded(hex))["type"].AsString(); }

TEST(FloweeInspector, AMessageIsItsTypeItsTokensAndItsNames) {
  EXPECT_EQ(Decoded("09000801100404" "3805"),
            R"({"type":"BlockChain.GetBlock","fields":{"header":[[1,"number",1],[2,"number",4],[0,"bool",true]],)"
            R"("body":[[7,"number",5]]},"named":{"BlockHeight":5}})");
}

TEST(FloweeInspector, NamesListWhatMayRepeatAndLeaveOutSeparators) {
  const Json reply = Parsed(Decoded("15000801100504" "3801" "4051" "04" "40" "8001" "04" "fa87000161"));
  EXPECT_EQ(reply["named"].Dump(), R"({"BlockHeight":1,"Tx_OffsetInBlock":[81,129],"1024":"a"})");
}

TEST(FloweeInspector, TypesAreNamesWhereThereAreAnyAndNumbersElsewhere) {
  EXPECT_EQ(TypeOf("07000800100004"), "API.Version");
  EXPECT_EQ(TypeOf("07000800100904"), "API.9");
  EXPECT_EQ(TypeOf("0500080004"), "API.-1");
  EXPECT_EQ(TypeOf("07000828100304"), "40.3");
  EXPECT_EQ(TypeOf("07000828110104"), "40.-1");
  EXPECT_EQ(TypeOf("07000902100304"), "-2.3");
  EXPECT_EQ(TypeOf("07000810100004"), "HubControl.0");
  EXPECT_EQ(TypeOf("0600087e2c04"), "System.Ping");
  EXPECT_EQ(TypeOf("0600087e3404"), "System.Pong");
  EXPECT_EQ(TypeOf("0500087e04"), "System.-1");
  EXPECT_EQ(TypeOf("0900081110030" "4a801"), "AddressMonitor.UnsubscribeReply");
  EXPECT_EQ(TypeOf("07000811100304"), "AddressMonitor.TransactionFound");
  EXPECT_EQ(TypeOf("07000813100b04"), "Indexer.VersionReply");
}

TEST(FloweeInspector, ValuesHaveTheNotationOfTheTools) {
  EXPECT_EQ(DecodedCmf("0880fefefefefefefefe7f"),
            R"({"type":"cmf","fields":[[1,"number","18446744073709551615"]]})");
  EXPECT_EQ(DecodedCmf("0e000000000000f07f"), R"({"type":"cmf","fields":[[1,"double","inf"]]})");
  EXPECT_EQ(DecodedCmf("0e000000000000f0ff"), R"({"type":"cmf","fields":[[1,"double","-inf"]]})");
  EXPECT_EQ(DecodedCmf("0e010000000000f87f"), R"({"type":"cmf","fields":[[1,"double","nan:7ff8000000000001"]]})");
  EXPECT_EQ(DecodedCmf("0e9a9999999999b93f"), R"({"type":"cmf","fields":[[1,"double","0.10000000000000001"]]})");
  EXPECT_EQ(DecodedCmf("0e0000000000000080"), R"({"type":"cmf","fields":[[1,"double","-0"]]})");
  EXPECT_EQ(DecodedCmf("0a02ff61"), R"({"type":"cmf","fields":[[1,"string",{"hex":"ff61"}]]})");
  EXPECT_EQ(DecodedCmf("0b02ff61"), R"({"type":"cmf","fields":[[1,"bytes","ff61"]]})");
}

TEST(FloweeInspector, EncodeTakesEverySpellingOfAValue) {
  EXPECT_EQ(EncodedCmf(R"([["1","number","5"],[1,"number",5]])"), "08050805");
  EXPECT_EQ(EncodedCmf(R"([[1,"bytes","0xFF61"],[1,"bytes","ff61"]])"), "0b02ff610b02ff61");
  EXPECT_EQ(EncodedCmf(R"([[1,"double","1.7976931348623157e308"]])"), "0effffffffffffef7f");
  EXPECT_EQ(EncodedCmf(R"([[1,"double",0.5],[1,"double",2]])"), "0e000000000000e03f0e0000000000000040");
  EXPECT_EQ(EncodedCmf(R"([[1,"double","nan:7ff8000000000001"]])"), "0e010000000000f87f");
  EXPECT_EQ(EncodedCmf(R"([[1,"number","-2147483648"]])"), "0986fefeff00");
}

TEST(FloweeInspector, EncodeNamesTheTokenThatIsWrong) {
  EXPECT_EQ(EncodedCmf(R"([[1,"number",5],[1,"number",-2147483649]])"), "fields[1]: must not be below -2147483648");
  EXPECT_EQ(EncodedCmf(R"([[4294967296,"bool",true]])"), "fields[0][0]: the tag must be 0 to 4294967295");
  EXPECT_EQ(EncodedCmf(R"([[1,"blob",""]])"),
            "fields[0][1]: its type must be number, string, bytes, bool or double");
  EXPECT_EQ(EncodedCmf(R"([[1,"bool",1]])"), "fields[0]: must be true or false");
  EXPECT_EQ(EncodedCmf(R"([[1,"bool"]])"), "fields[0]: must be [tag, type, value]");
  EXPECT_EQ(EncodedCmf(R"([[1,"string",5]])"), R"(fields[0]: must be a string, or {"hex": ...})");
  EXPECT_EQ(EncodedCmf(R"([[1,"bytes",5]])"), "fields[0]: must be hexadecimal text");
  EXPECT_EQ(EncodedCmf(R"([[1,"number",1.5]])"),
            "fields[0]: must be an integer up to 2^64 - 1, as a number or a string");
  for (const char* odd : {"1e999", "nan", "nan:7ff0000000000000", "nan:1", "1.5x", ""}) {
    EXPECT_NE(EncodedCmf(R"([[1,"double",")" + std::string(odd) + R"("]])").find("fields[0]"), std::string::npos) << odd;
  }
  EXPECT_EQ(EncodedCmf("5"), "fields: must be a list of tokens");
}

TEST(FloweeInspector, AnUnusualSpellingComesWithRawAndIsEncodedFromIt) {
  for (const char* hex : {"060008001000", "090008001000580105", "0800f8011000040c", "090008001000590004"}) {
    const Json message = Parsed(Decoded(hex));
    const bool is_same = FloweeInspector().Encode(message).ok() && ToHex(*FloweeInspector().Encode(message)) == hex;
    EXPECT_TRUE(is_same) << message.Dump();
  }
  EXPECT_EQ(Parsed(Decoded("060008001000"))["raw"].AsString(), "060008001000");
  EXPECT_EQ(Parsed(DecodedCmf("fc05"))["raw"].AsString(), "fc05");
  EXPECT_EQ(Parsed(Decoded("07000800100004")).Find("raw"), nullptr);
  EXPECT_EQ(Encoded(R"({"type":"API.Version","fields":{},"raw":"0x0aFF"})"), "0aff") << "raw wins";
  EXPECT_EQ(Encoded(R"({"raw":"0"})").substr(0, 3), "raw");
}

TEST(FloweeInspector, ABodyThatIsNotCmfIsNullBesideRaw) {
  const Json message = Parsed(Decoded("0c0008011101040001020304"));
  EXPECT_TRUE(message["fields"]["body"].is_null());
  EXPECT_EQ(message["raw"].AsString(), "0c0008011101040001020304");
  EXPECT_EQ(message.Find("named"), nullptr);
  EXPECT_EQ(Encoded(message.Dump()), "0c0008011101040001020304");
  EXPECT_EQ(Encoded(R"({"type":"API.Version","fields":{"body":null}})"),
            "fields.body: is null; what is not CMF needs raw");
}

TEST(FloweeInspector, ALineIsExactlyOneMessage) {
  EXPECT_EQ(Decoded("0700080010000407"), "1 bytes follow the message (byte 7)");
  EXPECT_EQ(Decoded(""), "needs 4 bytes for the packet, 0 are there (byte 0)");
  EXPECT_EQ(Decoded("080008001000" "04"), "needs 8 bytes for the packet, 7 are there (byte 0)");
  EXPECT_EQ(Decoded("2923080010"), "a packet of 9001 bytes is over the limit of 9000 (byte 0)");
}

TEST(FloweeInspector, ASequenceIsOneLineAndMustEnd) {
  const std::string first = "0d000801100458051804250438";
  const std::string middle = "0a0008011004250400fc";
  const std::string last = "09000801100424042b";
  const Json message = Parsed(Decoded(first + middle + last));
  EXPECT_EQ(message["type"].AsString(), "BlockChain.GetBlock");
  EXPECT_EQ(message["fields"]["header"].Dump(),
            R"([[1,"number",1],[2,"number",4],[11,"number",5],[3,"number",4],[4,"bool",false],[0,"bool",true]])");
  EXPECT_EQ(message["fields"]["body"].Dump(), R"([[7,"number",0],[43,"bool",true]])");
  EXPECT_EQ(message["raw"].AsString(), first + middle + last) << "parts of another size are unusual";
  EXPECT_EQ(Decoded(first + middle),
            "the sequence is not finished: no packet had LastInSequence true (byte 23)");
  EXPECT_EQ(Decoded(first + "0600087e2c04" + last), "another message stands inside the sequence (byte 15)");
  EXPECT_EQ(Decoded(first + first), "sequence: SequenceStart while a sequence is open (byte 15)");
  EXPECT_EQ(Decoded(first + "08000801250400"), "needs 8 bytes for the packet, 7 are there (byte 13)");
  EXPECT_EQ(Decoded(middle), "sequence: LastInSequence without an open sequence (byte 2)");
}

TEST(FloweeInspector, ErrorsCountFromTheFirstByteOfTheLine) {
  EXPECT_EQ(Decoded("06000c100004"), "header.ServiceId: is not a number (byte 2)");
  EXPECT_EQ(Decoded("0d0008011004580518042504380a" "000c0110042504" "00fc"),
            "header.ServiceId: is not a number (byte 15)");
}

TEST(FloweeInspector, TheTypeFillsInTheHeader) {
  EXPECT_EQ(Encoded(R"({"type":"API.Version","fields":{}})"), "07000800100004");
  EXPECT_EQ(Encoded(R"({"type":"40.3","fields":{"header":[],"body":[]}})"), "07000828100304");
  EXPECT_EQ(Encoded(R"({"type":"40.-1","fields":{"header":[],"body":[]}})"), "07000828110104");
  EXPECT_EQ(Encoded(R"({"type":"API.Version","fields":{"header":[[11,"number",2]]}})"), "090008001000580204");
  EXPECT_EQ(Encoded(R"({"type":"API.Version","fields":{"header":[[1,"number",0],[11,"number",2]]}})"),
            "090008001000580204");
  EXPECT_EQ(Encoded(R"({"type":"API.-1","fields":{"header":[[1,"number",0],[0,"bool",true]]}})"), "0500080004");
  EXPECT_EQ(Encoded(R"({"type":"System.Ping","fields":{}})"), "0600087e2c04");
  EXPECT_EQ(Encoded(R"({"type":"AddressMonitor.UnsubscribeReply","fields":{"body":[[21,"number",1]]}})"),
            "09000811100304a801");
  EXPECT_EQ(Encoded(R"({"fields":{"header":[[1,"number",0],[2,"number",0]]}})"), "07000800100004");
}

TEST(FloweeInspector, TypeAndHeaderMustAgreeAndBeLegal) {
  EXPECT_EQ(Encoded(R"({"type":"API.Version","fields":{"header":[[1,"number",1],[2,"number",4]]}})"),
            "fields.header: says service 1, message 4, which is another type");
  EXPECT_EQ(Encoded(R"({"fields":{}})"), "fields.header.ServiceId: is missing or -1 (byte 0)");
  EXPECT_EQ(Encoded(R"({"type":"API.Version","fields":{"header":[[0,"bool",true],[11,"number",1]]}})"),
            "fields.header: goes on after HeaderEnd");
  EXPECT_EQ(Encoded(R"({"type":"API.Version"})"), R"(fields: must be {"header": ..., "body": ...})");
  EXPECT_EQ(Encoded(R"({"type":"Nope","fields":{}})").substr(0, 40), "unknown type \"Nope\"; known are cmf, API.");
  EXPECT_EQ(Encoded(R"({"type":5,"fields":{}})"), "type: must be a string");
}

std::string LargeBody(std::size_t bytes) {
  return R"([[1,"bytes",")" + std::string(2 * bytes, '0') + R"("]])";
}

TEST(FloweeInspector, ALongBodyBecomesASequenceOnOneLine) {
  const std::string encoded = Encoded(R"({"type":"Mining.SubmitBlock","fields":{"body":)" + LargeBody(8000) + "}}");
  const Json decoded = Parsed(Decoded(encoded));
  EXPECT_EQ(decoded["fields"]["header"].Dump(),
            R"([[1,"number",5],[2,"number",0],[3,"number",8003],[4,"bool",false],[0,"bool",true]])");
  EXPECT_EQ(decoded.Find("raw"), nullptr);
  EXPECT_EQ(Encoded(decoded.Dump()), encoded) << "its own header gives the same bytes";
}

TEST(FloweeInspector, ASequenceHeaderIsRespected) {
  EXPECT_EQ(Encoded(R"({"type":"40.3","fields":{"header":[[1,"number",40],[2,"number",3],[3,"number",2],)"
                    R"([4,"bool",true],[0,"bool",true]],"body":[[1,"number",5]]}})"),
            "0c00082810031802" "24040805");
  EXPECT_EQ(Encoded(R"({"type":"40.3","fields":{"header":[[3,"number",1],[4,"bool",false]],"body":[[1,"number",5]]}})"),
            "fields.body: has 2 bytes, SequenceStart announces 1");
}

TEST(FloweeInspector, ABodyOfANamedTypeHasNamesAndNoHeader) {
  const FloweeInspector inspector;
  const Result<Json> decoded = inspector.DecodeAs("BlockChain.GetBlock", *FromHex("3805"));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->Dump(),
            R"({"type":"BlockChain.GetBlock","fields":[[7,"number",5]],"named":{"BlockHeight":5}})");
  EXPECT_EQ(ToHex(*inspector.EncodeAs("BlockChain.GetBlock", *decoded)), "3805");
  const Json whole = Parsed(R"({"fields":{"header":[],"body":[[7,"number",5]]}})");
  EXPECT_EQ(ToHex(*inspector.EncodeAs("BlockChain.GetBlock", whole)), "3805");
  EXPECT_EQ(inspector.DecodeAs("Nope.x", {}).status().code(), Code::kUsage);
  EXPECT_EQ(inspector.EncodeAs("Nope.x", *decoded).status().code(), Code::kUsage);
  EXPECT_EQ(inspector.DecodeAs("cmf", *FromHex("0f")).status().ToString(),
            "tag 1 has type 7, the last one is 6 (byte 0)");
}

// Any legal document: what is decoded encodes to the same bytes.
// It would be sent with an empty body.
TEST(FloweeInspector, FieldsThatAreNotTokensAreRefused) {
  EXPECT_NE(Encoded(R"({"type":"BlockChain.GetBlock","fields":{"BlockHeight":5}})").find("no 'BlockHeight' in it"),
            std::string::npos);
  EXPECT_EQ(Encoded(R"({"type":"BlockChain.GetBlock","fields":{}})"), "07000801100404");
}

TEST(FloweeInspector, DecodedDocumentsEncodeToTheirBytes) {
  const FloweeInspector inspector;
  std::mt19937_64 random(3);
  for (int round = 0; round < 2000; ++round) {
    ByteVector bytes(random() % 40);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const Result<Json> decoded = inspector.DecodeAs("cmf", bytes);
    if (!decoded.ok()) {
      EXPECT_TRUE(decoded.status().has_offset());
      continue;
    }
    const Result<Json> printed = Json::Parse(decoded->Dump());
    ASSERT_TRUE(printed.ok());
    EXPECT_EQ(ToHex(*inspector.EncodeAs("cmf", *printed)), ToHex(bytes)) << decoded->Dump();
  }
}

}  // namespace
}  // namespace dragoman::flowee
