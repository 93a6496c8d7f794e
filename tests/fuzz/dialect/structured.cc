// Valid messages, a few of their bytes changed, to a peer of either side. They come from the field lists where the
// dialect has them, else from its vectors: any hex of at most 2 KiB in tests/vectors/<dialect>.json.
#include <fstream>
#include <iterator>

#include "tests/fuzz/dialect/target.h"

namespace dragoman::fuzz {
namespace {

void CollectHex(const Json& json, std::vector<ByteVector>& found) {
  for (const Json& item : json.AsArray()) CollectHex(item, found);
  for (const auto& [key, value] : json.AsObject()) CollectHex(value, found);
  const std::string& text = json.AsString();
  if (text.size() < 6 || text.size() > 4096) return;
  Result<ByteVector> bytes = FromHex(text);
  if (bytes.ok()) found.push_back(std::move(*bytes));
}

std::vector<ByteVector> FromVectors() {
  std::ifstream file(std::string(DRAGOMAN_SOURCE_DIR "/tests/vectors/") + DRAGOMAN_FUZZ_DIALECT + ".json");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<ByteVector> found;
  const Result<Json> json = Json::Parse(text);
  if (json.ok()) CollectHex(*json, found);
  return found;
}

ByteVector Framed(const MessagePlan& message, std::uint64_t seed, std::int64_t id) {
  const ByteVector body = message.arbitrary(seed);
  Envelope envelope;
  envelope.native = message.native;
  envelope.id = id;
  envelope.body = Slice::View(body);
  ByteVector line;
  Writer writer(line);
  const Status sealed = TheDialect().plan()->codec()->Seal(envelope, writer);
  if (!sealed.ok()) line.clear();
  return line;
}

ByteVector Message(Input& input) {
  static const std::vector<ByteVector> vectors = FromVectors();
  static const std::vector<const MessagePlan*> listed = [] {
    std::vector<const MessagePlan*> with_fields;
    for (const MessagePlan& message : TheDialect().plan()->messages) {
      if (message.arbitrary) with_fields.push_back(&message);
    }
    return with_fields;
  }();
  const std::size_t choice = input.Below(listed.size() + vectors.size() + 1);
  if (choice < listed.size()) return Framed(*listed[choice], input.Below(65'536), 1 + input.Byte() % 4);
  if (choice < listed.size() + vectors.size()) return vectors[choice - listed.size()];
  return {};
}

void Run(Input input) {
  Talk talk;
  talk.Choose(input);
  const Input pieces = input.Split();
  for (int i = 0; i < 8 && !input.empty(); ++i) {
    ByteVector message = Message(input);
    if (!message.empty() && input.Byte() % 4 == 0) message[input.Below(message.size())] = input.Byte();
    DecodesAndEncodes(message);
    talk.messages.push_back(std::move(message));
  }
  HearsTheSameInPieces(talk, pieces);
}

}  // namespace
}  // namespace dragoman::fuzz

DRAGOMAN_FUZZER(dragoman::fuzz::Run)
