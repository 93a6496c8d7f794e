#include "dialects/chia/compact_vdf.h"

#include "dialects/chia/roster.h"
#include "dialects/chia/say.h"
#include "dialects/chia/tip.h"
#include "dialects/chia/verdicts.h"

namespace dragoman::chia {
namespace {

constexpr std::uint32_t kYoung = 5;  // so near to the peak nothing is made compact yet
constexpr std::uint8_t kLastField = 4;

Status CheckField(std::uint8_t field) {
  if (field >= 1 && field <= kLastField) return Ok();
  Status unknown(Code::kBadValue, "{} is no field of a proof of time", field);
  return unknown.With(verdict::kFailed);
}

}  // namespace

Task<Status> HearCompactVdf(Peer& peer, const Received<NewCompactVDF>& announced) {
  const std::optional<Tip> tip = co_await TipOf(peer);
  if (!tip.has_value() || std::uint64_t{announced->height} + kYoung > tip->height) co_return Ok();
  DRAGOMAN_CO_TRY(CheckField(announced->field_vdf));
  if (!peer.State<Link>().seat.upstream()) co_return Ok();
  const NewCompactVDF& heard = *announced;
  const Envelope envelope = QuestionOf(heard);
  for (const Roster::Member& member : peer.Common<Roster>().Members(NodeType::kFullNode)) {
    if (member.upstream) continue;
    member.post([envelope](Peer& other) {
      if (Status said = Say(other, envelope); !said.ok()) other.Close(said);
    });
  }
  co_return Ok();
}

Task<Status> AnswerRequestCompactVdf(Peer& peer, const Received<RequestCompactVDF>& request) {
  const Result<Slice> block = co_await BlockAt(peer, request->height);
  if (!block.ok()) co_return Ok();
  co_return CheckField(request->field_vdf);
}

Task<Status> RefuseCompactVdf(Peer& peer, const Received<RespondCompactVDF>&) {
  if (peer.exempt()) co_return Ok();
  Status unasked(Code::kUnexpected, "a compact proof came without a question");
  co_return unasked.With(verdict::kMalformed);
}

}  // namespace dragoman::chia
