// FieldInspector: an inspector made from the field lists of a dialect's messages.
#pragma once

#include "core/dialect/inspector.h"
#include "core/peer/plan.h"

namespace dragoman {

class FieldInspector final : public Inspector {
 public:
  explicit FieldInspector(std::weak_ptr<const Plan> plan) : plan_(std::move(plan)) {}

  Result<Json> Decode(Bytes line) const override;
  Result<ByteVector> Encode(const Json& message) const override;
  Result<Json> DecodeAs(std::string_view type, Bytes body) const override;
  Result<ByteVector> EncodeAs(std::string_view type, const Json& message) const override;

 private:
  // The plan owns this inspector's dialect, so the other way it is weak.
  std::shared_ptr<const Plan> plan() const { return plan_.lock(); }
  std::weak_ptr<const Plan> plan_;
};

// "unknown message type "pig". Known: ping, pong."
Status UnknownTypeName(std::string_view type, const std::vector<std::string_view>& known);

}  // namespace dragoman
