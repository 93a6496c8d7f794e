// The calls of chain.* and what answers them.
#include <utility>

#include "services/chain/chain_service.h"

namespace dragoman {

Status ChainService::Serve() {
  using namespace chain;
  Status status;
  const auto at_once = [&]<class Request, class Reply>(const CallName<Request, Reply>& call,
                                                       auto answer) {
    if (!status.ok()) return;
    status = parts_.router.Serve<Request, Reply>(
        parts_.network, call,
        [answer](const Request& request, const ReplySink<Reply>& sink) { sink(answer(request)); });
  };
  at_once(kTip, [this](const Nothing&) { return index_.GetTip(); });
  at_once(kHeader, [this](const BlockQuery& query) { return index_.GetRecord(query); });
  at_once(kTransaction,
          [this](const TransactionQuery& query) { return index_.GetTransaction(query); });
  at_once(kOutput, [this](const OutputQuery& query) { return index_.GetOutput(query); });
  at_once(kOutputs, [this](const OutputsQuery& query) { return index_.GetOutputs(query); });
  at_once(kScript, [this](const ScriptQuery& query) { return index_.GetScript(query); });
  at_once(kFees, [this](const BlockQuery& query) { return index_.GetFees(query); });
  at_once(kTarget, [this](const chain::Target& target) { return NoteTarget(target); });
  if (!status.ok()) return status;
  DRAGOMAN_TRY((parts_.router.Serve<Arrival, Accepted>(
      parts_.network, kAccept,
      [this](const Arrival& arrival, const ReplySink<Accepted>& sink) { AnswerArrival(arrival, sink); })));
  const auto answer = [this](const BlockQuery& query, const ReplySink<StoredBlock>& sink) {
    AnswerBlock(query, sink);
  };
  return parts_.router.Serve<BlockQuery, StoredBlock>(parts_.network, kBlock, answer);
}

chain::Nothing ChainService::NoteTarget(const chain::Target& target) {
  const Instant now = parts_.clock.Now();
  NoteProgress(meter_.Target(target.peer, target.height, index_.GetTip().height, now));
  outbox_.Deliver();
  return {};
}

// Where to check a block takes long no network thread does it.
void ChainService::AnswerArrival(const chain::Arrival& arrival, const ReplySink<chain::Accepted>& sink) {
  if (!parts_.format.ChecksSlowly()) return sink(Accept(arrival.raw, arrival.from));
  const Status submitted = parts_.executor.Submit([this, raw = arrival.raw.Owned(), from = arrival.from, sink] {
    sink(Accept(raw, from));
  });
  if (!submitted.ok()) sink(submitted);
}

// From memory at once; from the shelf on the executor, so that no network thread waits for a disk.
void ChainService::AnswerBlock(const chain::BlockQuery& query,
                               const ReplySink<chain::StoredBlock>& sink) {
  Result<chain::BlockRecord> record = index_.GetRecord(query);
  if (!record.ok()) return sink(record.status());
  if (std::optional<Slice> raw = recent_.Get(record->hash)) {
    return sink(chain::StoredBlock{std::move(*record), std::move(*raw)});
  }
  const Status submitted = parts_.executor.Submit([this, record = std::move(*record), sink] {
    Result<Slice> raw = ReadShelf(record.hash);
    if (!raw.ok()) {
      if (raw.status().code() == Code::kStorage) StorageFault(raw.status());
      return sink(raw.status());
    }
    sink(chain::StoredBlock{record, std::move(*raw)});
  });
  if (!submitted.ok()) sink(submitted);
}

Result<Slice> ChainService::ReadShelf(const Hash256& hash) {
  Result<Slice> raw = parts_.shelf.Get(hash);
  if (raw.ok()) {
    recent_.Put(hash, *raw);
    return raw;
  }
  if (raw.status().code() != Code::kNotFound) return raw;
  const std::string name = parts_.format.Display(hash);
  return Status::Because(Code::kStorage, "block " + name + " is in the index and not in the store");
}

}  // namespace dragoman
