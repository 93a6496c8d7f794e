#include "apps/dragoman/talk.h"
#include "apps/dragoman/translation.h"
#include "apps/dragoman/verbs.h"
#include "core/base/hex.h"

namespace dragoman {
namespace {

class Decode final : public Verb {
 public:
  About about() const override {
    return {"decode", "message bytes -> JSON",
            "dragoman decode --dialect tiny --hex 00000009010000000000000007",
            "Without --type the input is one whole message as on the wire. docs/wire-tools.md has the forms."};
  }

  void Declare(OptionList& options) override {
    translation_.DeclareDialect(options);
    options.Add("--hex", "H", &hex_, "the message itself")
        .Flag("--binary", binary_, "the input is the bytes themselves, not their hex");
    translation_.DeclareInput(options);
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    if (binary_ && (hex_.has_value() || translation_.lines())) {
      Talk("--binary goes with neither --hex nor --lines.");
      return ExitCode::kUsage;
    }
    const std::string& type = translation_.type();
    const auto turn = [&](const Inspector& inspector, std::string_view text) -> Result<std::string> {
      Result<ByteVector> bytes = binary_ ? Result<ByteVector>(ByteVector(text.begin(), text.end())) : ReadHex(text);
      if (!bytes.ok()) return bytes.status();
      const Result<Json> decoded = type.empty() ? inspector.Decode(*bytes) : inspector.DecodeAs(type, *bytes);
      if (!decoded.ok()) return decoded.status();
      return decoded->Dump();
    };
    return translation_.Run(dialects, hex_, turn);
  }

 private:
  // What is no hex is a mistake of whoever asks, not of a peer.
  static Result<ByteVector> ReadHex(std::string_view text) {
    Result<ByteVector> bytes = FromHex(text);
    if (bytes.ok()) return bytes;
    return Status::Because(Code::kBadRequest, bytes.status().Text()).At(bytes.status().offset());
  }

  Translation translation_;
  std::optional<std::string> hex_;
  bool binary_ = false;
};

}  // namespace

std::unique_ptr<Verb> MakeDecode() { return std::make_unique<Decode>(); }

}  // namespace dragoman
