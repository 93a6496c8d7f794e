#include "dialects/flowee/bitcoin/transaction.h"

#include "core/base/hash.h"
#include "dialects/flowee/bitcoin/field_reader.h"

namespace dragoman::flowee::bitcoin {

namespace {

void ReadInputs(FieldReader& reader, std::vector<Input>& inputs) {
  const std::size_t count = reader.Count("inputs", kLeastInputBytes);
  inputs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Input& input = inputs.emplace_back();
    input.spends.transaction = reader.Hash("previous_id");
    input.spends.index = reader.U32("previous_index");
    input.script = reader.Script("script");
    input.sequence = reader.U32("sequence");
    if (!reader.ok()) return reader.Within("inputs", i);
  }
}

void ReadOutputs(FieldReader& reader, std::vector<BlockOutput>& outputs) {
  const std::size_t count = reader.Count("outputs", kLeastOutputBytes);
  outputs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    BlockOutput& output = outputs.emplace_back();
    const std::size_t start = reader.offset();
    output.amount = reader.U64("amount");
    if (output.amount > kMaxAmount) {
      Status why(Code::kBadValue, "{} satoshi are more than there can be", output.amount);
      reader.Fail("amount", why.At(start));
    }
    output.script = reader.Script("script");
    if (!reader.ok()) return reader.Within("outputs", i);
  }
}

}  // namespace

bool Transaction::IsCoinbase() const {
  return inputs.size() == 1 && inputs[0].spends == OutputPoint{Hash256{}, 0xffffffff};
}

Result<Transaction> ParseTransaction(Bytes source, std::size_t offset) {
  offset = std::min(offset, source.size());
  FieldReader reader(source.subspan(offset));
  Transaction transaction;
  transaction.version = static_cast<std::int32_t>(reader.U32("version"));
  ReadInputs(reader, transaction.inputs);
  ReadOutputs(reader, transaction.outputs);
  transaction.lock_time = reader.U32("lock_time");
  if (!reader.ok()) {
    Status why = reader.status();
    return why.Shift(offset);
  }
  transaction.offset = offset;
  transaction.size = reader.offset();
  transaction.id = DoubleSha256(source.subspan(offset, transaction.size));
  return transaction;
}

Result<Transaction> ParseTransaction(Bytes bytes) {
  Result<Transaction> transaction = ParseTransaction(bytes, 0);
  if (transaction.ok() && transaction->size != bytes.size()) {
    return Status(Code::kTrailing, "the transaction ends before the last {} bytes",
                  bytes.size() - transaction->size)
        .At(transaction->size);
  }
  return transaction;
}

}  // namespace dragoman::flowee::bitcoin
