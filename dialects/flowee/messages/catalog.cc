#include "dialects/flowee/messages/catalog.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "core/wire/arbitrary.h"
#include "dialects/flowee/messages/address_monitor.h"
#include "dialects/flowee/messages/api.h"
#include "dialects/flowee/messages/block_chain.h"
#include "dialects/flowee/messages/block_notification.h"
#include "dialects/flowee/messages/double_spend_notification.h"
#include "dialects/flowee/messages/get_block.h"
#include "dialects/flowee/messages/get_block_verbose.h"
#include "dialects/flowee/messages/get_transaction.h"
#include "dialects/flowee/messages/indexer.h"
#include "dialects/flowee/messages/live_transactions.h"
#include "dialects/flowee/messages/mining.h"
#include "dialects/flowee/messages/reg_test.h"
#include "dialects/flowee/messages/search_mempool.h"
#include "dialects/flowee/messages/system.h"
#include "dialects/flowee/messages/transaction_monitor.h"
#include "dialects/flowee/messages/unspent.h"
#include "dialects/flowee/messages/util.h"

namespace dragoman::flowee {
namespace {

struct ServiceName {
  std::int32_t service;
  std::string_view name;
};

constexpr std::array kServiceNames{
    ServiceName{service::kApi, "API"},
    ServiceName{service::kBlockChain, "BlockChain"},
    ServiceName{service::kLiveTransactions, "LiveTransactions"},
    ServiceName{service::kUtil, "Util"},
    ServiceName{service::kRegTest, "RegTest"},
    ServiceName{service::kMining, "Mining"},
    ServiceName{service::kHubControl, "HubControl"},
    ServiceName{service::kAddressMonitor, "AddressMonitor"},
    ServiceName{service::kBlockNotification, "BlockNotification"},
    ServiceName{service::kIndexer, "Indexer"},
    ServiceName{service::kTransactionMonitor, "TransactionMonitor"},
    ServiceName{service::kDoubleSpendNotification, "DoubleSpendNotification"},
    ServiceName{service::kSystem, "System"},
    ServiceName{service::kLegacyP2P, "LegacyP2P"},
};

constexpr std::array kCommonTags{common::kGenericByteData, common::kBitcoinP2PKHAddress, common::kPrivateKey,
                                 common::kTxId,            common::kBlockHash,           common::kAmount,
                                 common::kBlockHeight,     common::kOffsetInBlock,       common::kBitcoinScriptHashed};

class FieldCollector {
 public:
  explicit FieldCollector(std::vector<Field>& fields) : fields_(fields) {}

  template <class T>
  void operator()(const TagName& name, const T&, Rule = Rule::kLastCounts) {
    fields_.push_back({name, wire::IsList<T>::value});
  }

 private:
  std::vector<Field>& fields_;
};

// Gives every field an arbitrary value.
class FieldFiller {
 public:
  explicit FieldFiller(std::uint64_t seed) : seed_(seed), fill_(seed) {}

  template <class T>
  void operator()(const TagName& name, T& field, Rule rule = Rule::kLastCounts) {
    if (rule == Rule::kAlias) return;
    Fill(name, field);
  }

 private:
  static constexpr std::size_t kListed = 3;

  // Signed numbers and doubles stand in no other wire's field lists.
  template <class T>
  void Fill(const TagName& name, T& field) {
    if constexpr (std::same_as<T, double>) {
      field = static_cast<double>(seed_ % 1000) / 8;
    } else if constexpr (std::same_as<T, std::int64_t>) {
      std::uint32_t number = 0;
      fill_(name.name, number);
      field = number / 2;
    } else if constexpr (wire::IsOptional<T>::value) {
      Fill(name, field.emplace());
    } else if constexpr (wire::IsList<T>::value) {
      field.resize(kListed);
      for (auto& item : field) Fill(name, item);
    } else {
      fill_(name.name, field);
    }
  }

  const std::uint64_t seed_;
  wire::Arbitrary fill_;
};

template <class M>
ByteVector ArbitraryBody(std::uint64_t seed) {
  M message;
  FieldFiller fill(seed);
  M::Tags(fill, message);
  ByteVector body;
  Writer writer(body);
  WriteMessage(message, writer);
  return body;
}

template <class M>
void Add(std::vector<MessageInfo>& catalog) {
  MessageInfo info;
  info.native = M::kType;
  info.name = M::kName;
  info.codec = BodyCodec::Of<M>();
  if constexpr (requires { M::kFields; }) {
    info.fields.assign(std::begin(M::kFields), std::end(M::kFields));
  } else {
    FieldCollector collect(info.fields);
    const M message{};
    M::Tags(collect, message);
    info.arbitrary = ArbitraryBody<M>;
  }
  catalog.push_back(std::move(info));
}

template <class... M>
std::vector<MessageInfo> Collect() {
  std::vector<MessageInfo> catalog;
  (Add<M>(catalog), ...);
  return catalog;
}

// All fields of a service, by tag; then what is common to all services.
using ServiceFields = std::map<std::pair<std::int32_t, std::uint32_t>, Field>;

ServiceFields CollectServiceFields() {
  ServiceFields fields;
  for (const MessageInfo& info : Catalog()) {
    for (const Field& field : info.fields) {
      fields.try_emplace({ServiceOf(info.native), field.tag.tag}, Field{field.tag});
    }
  }
  for (const ServiceName& known : kServiceNames) {
    for (const TagName& tag : kCommonTags) fields.try_emplace({known.service, tag.tag}, Field{tag});
  }
  return fields;
}

std::optional<std::int32_t> ParseId(std::string_view text) {
  std::int32_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

std::optional<std::int32_t> ParseService(std::string_view text) {
  for (const ServiceName& known : kServiceNames) {
    if (known.name == text) return known.service;
  }
  return ParseId(text);
}

Status UnknownName(std::string_view name) {
  std::string text = "unknown type \"" + std::string(name) + "\"; known are cmf";
  for (const MessageInfo& info : Catalog()) text += ", " + std::string(info.name);
  return Status::Because(Code::kUsage, text + ", and numbers like 40.3");
}

}  // namespace

const std::vector<MessageInfo>& Catalog() {
  using namespace block_chain;  // NOLINT: the list below reads like the table of contents of section 9
  namespace live = live_transactions;
  namespace dsp = double_spend_notification;
  static const std::vector<MessageInfo> kCatalog =
      Collect<api::Version, api::VersionReply, api::CommandFailed,                                               //
              GetBlockChainInfo, GetBlockChainInfoReply, GetBestBlockHash, GetBestBlockHashReply, GetBlock,      //
              GetBlockReply, GetBlockVerbose, GetBlockVerboseReply, GetBlockHeader, GetBlockHeaderReply,         //
              GetBlockCount, GetBlockCountReply, GetTransaction, GetTransactionReply,                            //
              live::GetTransaction, live::GetTransactionReply, live::SendTransaction,                            //
              live::SendTransactionReply, live::IsUnspent, live::IsUnspentReply, live::GetUnspentOutput,         //
              live::GetUnspentOutputReply, live::SearchMempool, live::SearchMempoolReply, live::GetMempoolInfo,  //
              live::GetMempoolInfoReply,                                                                         //
              util::CreateAddress, util::CreateAddressReply, util::ValidateAddress, util::ValidateAddressReply,  //
              reg_test::GenerateBlock, reg_test::GenerateBlockReply,                                             //
              mining::SubmitBlock, mining::SubmitBlockReply,                                                     //
              address_monitor::Subscribe, address_monitor::SubscribeReply, address_monitor::Unsubscribe,         //
              address_monitor::UnsubscribeReply, address_monitor::TransactionFound,                              //
              address_monitor::DoubleSpendFound,                                                                 //
              block_notification::Subscribe, block_notification::Unsubscribe,                                    //
              block_notification::NewBlockOnChain, block_notification::BlocksRemoved,                            //
              indexer::GetAvailableIndexers, indexer::GetAvailableIndexersReply, indexer::FindTransaction,       //
              indexer::FindTransactionReply, indexer::FindAddress, indexer::FindAddressReply,                    //
              indexer::FindSpentOutput, indexer::FindSpentOutputReply, indexer::GetIndexerLastBlock,             //
              indexer::GetIndexerLastBlockReply, indexer::Version, indexer::VersionReply,                        //
              transaction_monitor::Subscribe, transaction_monitor::SubscribeReply,                               //
              transaction_monitor::Unsubscribe, transaction_monitor::TransactionFound,                           //
              transaction_monitor::DoubleSpendFound,                                                             //
              dsp::Subscribe, dsp::Unsubscribe, dsp::NewDoubleSpend,                                             //
              system::Ping, system::Pong>();
  return kCatalog;
}

const MessageInfo* FindInfo(NativeType native) {
  const auto found = std::find_if(Catalog().begin(), Catalog().end(),
                                  [native](const MessageInfo& info) { return info.native == native; });
  return found == Catalog().end() ? nullptr : &*found;
}

std::string NameOf(std::int32_t service, std::int32_t message, Bytes body) {
  const MessageInfo* info = FindInfo(NativeOf(service, message, body));
  if (info != nullptr && service != service::kSystem) return std::string(info->name);
  const auto known = std::find_if(kServiceNames.begin(), kServiceNames.end(),
                                  [service](const ServiceName& name) { return name.service == service; });
  const std::string prefix = known == kServiceNames.end() ? std::to_string(service) : std::string(known->name);
  return prefix + '.' + std::to_string(message);
}

Result<NativeType> FindType(std::string_view name) {
  for (const MessageInfo& info : Catalog()) {
    if (info.name == name) return info.native;
  }
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return UnknownName(name);
  const std::optional<std::int32_t> service = ParseService(name.substr(0, dot));
  const std::optional<std::int32_t> message = ParseId(name.substr(dot + 1));
  if (!service.has_value() || !message.has_value() || *message > kMaxInt32Class) return UnknownName(name);
  return PackNative(*service, *message);
}

const Field* FindField(NativeType native, std::uint32_t tag) {
  static const ServiceFields kServiceFields = CollectServiceFields();
  if (tag == kSeparator) return nullptr;
  if (const MessageInfo* info = FindInfo(native); info != nullptr) {
    for (const Field& field : info->fields) {
      if (field.tag.tag == tag) return &field;
    }
  }
  const auto found = kServiceFields.find({ServiceOf(native), tag});
  return found == kServiceFields.end() ? nullptr : &found->second;
}

}  // namespace dragoman::flowee
