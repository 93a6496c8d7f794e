// Service 19, Indexer (wire/flowee.md 9.10). OutIndex is tag 20 here. Of a tag that occurs twice in a request the
// first counts.
#pragma once

#include "dialects/flowee/messages/tag_list.h"

namespace dragoman::flowee::indexer {

inline constexpr TagName kOutIndex{20, "OutIndex"};
inline constexpr TagName kAddressIndexer{21, "AddressIndexer"};
inline constexpr TagName kTxIdIndexer{22, "TxIdIndexer"};
inline constexpr TagName kSpentOutputIndexer{23, "SpentOutputIndexer"};

inline constexpr std::int64_t kNotFound = -1;

struct GetAvailableIndexers : ToServer<GetAvailableIndexers> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 0);
  static constexpr std::string_view kName = "Indexer.GetAvailableIndexers";

  static void Tags(auto&, auto&) {}
};

struct GetAvailableIndexersReply : ToClient<GetAvailableIndexersReply> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 1);
  static constexpr std::string_view kName = "Indexer.GetAvailableIndexersReply";

  bool tx_id = false;
  bool address = false;
  bool spent_output = false;

  static void Tags(auto& visit, auto& m) {
    visit(kTxIdIndexer, m.tx_id, Rule::kPresence);
    visit(kAddressIndexer, m.address, Rule::kPresence);
    visit(kSpentOutputIndexer, m.spent_output, Rule::kPresence);
  }
};

struct FindTransaction : ToServer<FindTransaction> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 2);
  static constexpr std::string_view kName = "Indexer.FindTransaction";

  std::optional<Slice> tx_id;

  static void Tags(auto& visit, auto& m) { visit(common::kTxId, m.tx_id, Rule::kFirstCounts); }
};

// Not found: height kNotFound and offset 0.
struct FindTransactionReply : ToClient<FindTransactionReply> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 3);
  static constexpr std::string_view kName = "Indexer.FindTransactionReply";

  std::int64_t height = kNotFound;
  std::uint64_t offset_in_block = 0;

  static void Tags(auto& visit, auto& m) {
    visit(common::kBlockHeight, m.height);
    visit(common::kOffsetInBlock, m.offset_in_block);
  }
};

struct FindAddress {
  static constexpr NativeType kType = PackNative(service::kIndexer, 4);
  static constexpr std::string_view kName = "Indexer.FindAddress";
  static constexpr Field kFields[] = {{common::kBitcoinP2PKHAddress}, {common::kBitcoinScriptHashed}};

  enum class By : std::uint8_t { kNothing, kScriptHash, kPublicKeyHash };
  By by = By::kNothing;
  Slice hash;

  static Result<FindAddress> Read(Slice body);
  void Write(Writer& out) const;
};

// The outputs found. Height and offset are left out where the previous record has the same (carried over here).
struct FindAddressReply {
  static constexpr NativeType kType = PackNative(service::kIndexer, 5);
  static constexpr std::string_view kName = "Indexer.FindAddressReply";
  static constexpr Field kFields[] = {
      {common::kBlockHeight, kRepeats}, {common::kOffsetInBlock, kRepeats}, {kOutIndex, kRepeats}};

  struct Output {
    std::int64_t height = 0;
    std::uint64_t offset_in_block = 0;
    std::uint64_t index = 0;
  };
  std::vector<Output> outputs;

  static Result<FindAddressReply> Read(Slice body);
  void Write(Writer& out) const;
};

struct FindSpentOutput : ToServer<FindSpentOutput> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 6);
  static constexpr std::string_view kName = "Indexer.FindSpentOutput";

  std::optional<Slice> tx_id;
  std::optional<std::int64_t> index;  // 0 unless said

  static void Tags(auto& visit, auto& m) {
    visit(common::kTxId, m.tx_id);
    visit(kOutIndex, m.index);
  }
};

// The spending transaction; not found: height kNotFound and offset 0.
struct FindSpentOutputReply : ToClient<FindSpentOutputReply> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 7);
  static constexpr std::string_view kName = "Indexer.FindSpentOutputReply";

  std::int64_t height = kNotFound;
  std::uint64_t offset_in_block = 0;

  static void Tags(auto& visit, auto& m) {
    visit(common::kBlockHeight, m.height);
    visit(common::kOffsetInBlock, m.offset_in_block);
  }
};

struct GetIndexerLastBlock : ToServer<GetIndexerLastBlock> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 8);
  static constexpr std::string_view kName = "Indexer.GetIndexerLastBlock";

  static void Tags(auto&, auto&) {}
};

// kNotFound where nothing is indexed yet.
struct GetIndexerLastBlockReply : ToClient<GetIndexerLastBlockReply> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 9);
  static constexpr std::string_view kName = "Indexer.GetIndexerLastBlockReply";

  std::int64_t height = kNotFound;

  static void Tags(auto& visit, auto& m) { visit(common::kBlockHeight, m.height); }
};

struct Version : ToServer<Version> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 10);
  static constexpr std::string_view kName = "Indexer.Version";

  static void Tags(auto&, auto&) {}
};

struct VersionReply : ToClient<VersionReply> {
  static constexpr NativeType kType = PackNative(service::kIndexer, 11);
  static constexpr std::string_view kName = "Indexer.VersionReply";

  std::string version;

  static void Tags(auto& visit, auto& m) { visit(common::kGenericByteData, m.version); }
};

}  // namespace dragoman::flowee::indexer
