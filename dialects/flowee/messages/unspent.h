// Service 2, LiveTransactions: IsUnspent and GetUnspentOutput, queries with Separators between them
// (wire/flowee.md 9.3).
#pragma once

#include "dialects/flowee/messages/live_transactions_tags.h"
#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::live_transactions {

inline constexpr Field kOutputQueryFields[] = {{common::kTxId, kRepeats},
                                               {common::kBlockHeight, kRepeats},
                                               {common::kOffsetInBlock, kRepeats},
                                               {kOutIndex, kRepeats}};

struct IsUnspent : TokenList<IsUnspent> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 4);
  static constexpr std::string_view kName = "LiveTransactions.IsUnspent";
  static constexpr std::span<const Field> kFields = kOutputQueryFields;
};

struct GetUnspentOutput : TokenList<GetUnspentOutput> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 6);
  static constexpr std::string_view kName = "LiveTransactions.GetUnspentOutput";
  static constexpr std::span<const Field> kFields = kOutputQueryFields;
};

// An output, named by transaction id or by the transaction's place. Borrows the request.
struct OutputQuery {
  std::optional<Bytes> tx_id;  // of whatever size came
  std::optional<std::int64_t> height;
  std::optional<std::int64_t> offset_in_block;
  std::int64_t index = 0;
  bool index_is_number = true;  // anything else fails the request

  bool NamesTransaction() const {
    return tx_id.has_value() || (height.has_value() && offset_in_block.has_value());
  }
  void Write(Writer& out) const;
};

// Walks the queries of a request. A Separator after the last one begins another, empty query, as at the Hub.
class OutputQueries {
 public:
  explicit OutputQueries(Bytes request) : tokens_(request) {}
  bool Next();
  const OutputQuery& query() const { return query_; }

 private:
  TokenReader tokens_;
  bool more_ = true;
  OutputQuery query_;
};

struct IsUnspentReply : TokenList<IsUnspentReply> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 5);
  static constexpr std::string_view kName = "LiveTransactions.IsUnspentReply";
  static constexpr Field kFields[] = {{kUnspentState, kRepeats},
                                      {common::kBlockHeight, kRepeats},
                                      {common::kOffsetInBlock, kRepeats},
                                      {kOutIndex, kRepeats}};
};

struct GetUnspentOutputReply : TokenList<GetUnspentOutputReply> {
  static constexpr NativeType kType = PackNative(service::kLiveTransactions, 7);
  static constexpr std::string_view kName = "LiveTransactions.GetUnspentOutputReply";
  static constexpr Field kFields[] = {{kUnspentState, kRepeats},          {common::kBlockHeight, kRepeats},
                                      {common::kOffsetInBlock, kRepeats}, {kOutIndex, kRepeats},
                                      {common::kAmount, kRepeats},        {kOutputScript, kRepeats}};
};

// Where and what the output is, is told only while it is unspent; amount and script by GetUnspentOutput only.
struct OutputAnswer {
  bool unspent = false;
  std::optional<std::int64_t> height;
  std::optional<std::uint64_t> offset_in_block;
  std::optional<std::int64_t> index;
  std::optional<std::uint64_t> amount;
  std::optional<Slice> script;

  static void Tags(auto& visit, auto& m) {
    visit(kUnspentState, m.unspent);
    visit(common::kBlockHeight, m.height);
    visit(common::kOffsetInBlock, m.offset_in_block);
    visit(kOutIndex, m.index);
    visit(common::kAmount, m.amount);
    visit(kOutputScript, m.script);
  }
  void Write(Writer& out) const;
};

// Walks the answers of a reply, one for each query.
class OutputAnswers {
 public:
  explicit OutputAnswers(Slice reply) : tokens_(std::move(reply)), more_(!tokens_.done()) {}
  bool Next();
  const OutputAnswer& answer() const { return answer_; }
  const Status& status() const { return tokens_.status(); }

 private:
  TokenReader tokens_;
  bool more_;
  OutputAnswer answer_;
};

}  // namespace dragoman::flowee::live_transactions
