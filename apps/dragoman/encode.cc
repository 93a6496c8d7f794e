#include "apps/dragoman/translation.h"
#include "apps/dragoman/verbs.h"
#include "core/base/hex.h"

namespace dragoman {
namespace {

class Encode final : public Verb {
 public:
  About about() const override {
    return {"encode", "JSON -> message bytes as hex",
            R"(dragoman encode --dialect tiny --message '{"type":"ping","fields":{"nonce":7}}')",
            "Takes what decode prints and gives the same bytes back. docs/wire-tools.md has the forms."};
  }

  void Declare(OptionList& options) override {
    translation_.DeclareDialect(options);
    options.Add("--message", "JSON", &message_, "the message itself");
    translation_.DeclareInput(options);
  }

  ExitCode Run(const DialectRegistry& dialects) override {
    const std::string& type = translation_.type();
    const auto turn = [&](const Inspector& inspector, std::string_view text) -> Result<std::string> {
      const Result<Json> message = Json::Parse(text);
      if (!message.ok()) return message.status();
      const Result<ByteVector> encoded = type.empty() ? inspector.Encode(*message) : inspector.EncodeAs(type, *message);
      if (!encoded.ok()) return encoded.status();
      return ToHex(*encoded);
    };
    return translation_.Run(dialects, message_, turn);
  }

 private:
  Translation translation_;
  std::optional<std::string> message_;
};

}  // namespace

std::unique_ptr<Verb> MakeEncode() { return std::make_unique<Encode>(); }

}  // namespace dragoman
