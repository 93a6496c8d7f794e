// Flowee: CMF services over TCP, as a Hub and as its client (wire/flowee.md).
#include "dialects/dialects.h"
#include "dialects/flowee/bitcoin/chain_format.h"
#include "dialects/flowee/bitcoin/networks.h"
#include "dialects/flowee/client/flows.h"
#include "dialects/flowee/flowee_codec.h"
#include "dialects/flowee/flowee_inspector.h"
#include "dialects/flowee/messages/catalog.h"
#include "dialects/flowee/packet_framer.h"
#include "dialects/flowee/server/admission.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/keep_alive.h"
#include "dialects/flowee/server/notify.h"
#include "dialects/flowee/server/subscriptions.h"

namespace dragoman::flowee {
namespace {

std::vector<NetworkEntry> NetworkList() {
  std::vector<NetworkEntry> networks;
  for (const bitcoin::Network& network : bitcoin::Networks()) {
    networks.push_back({std::string(network.name), network.api_port});
  }
  return networks;
}

Status WhyRefused(const api::CommandFailed& failed) {
  return Status::Because(Code::kNotFound, "the Hub says: " + failed.reason);
}

}  // namespace

Status Register(DialectRegistry& registry) {
  Dialect flowee("flowee");
  flowee.Listen(Transport::kTcp, 1235)
      .Networks(NetworkList())
      .Frame([] { return std::make_unique<PacketFramer>(); })
      .Codec([] { return std::make_unique<FloweeCodec>(); })
      .Correlate(Correlation::kByEnvelopeId)
      .Chain(bitcoin::MakeChainFormat())
      .Inspect(std::make_shared<FloweeInspector>());
  for (const MessageInfo& message : Catalog()) {
    const bool keep_alive = ServiceOf(message.native) == service::kSystem;
    const std::size_t bytes = MaxBodyBytes(ServiceOf(message.native), WireMessageOf(message.native));
    flowee.Message(message.native, message.name, {.bytes = bytes, .keep_alive = keep_alive},
                   message.codec, message.arbitrary);
  }
  flowee.ReadyAtFirstMessage()
      .Limits(SetLimits)
      .Admission({.memory = kAdmissionMemory, .admits = Admits})
      .Flow("answer-pings", AnswerPings)
      .Flow("expect-pings", ExpectPings, Side::kAccepting, Start::kAtOpen)
      .Answer<api::Version>(AnswerVersion)
      .Answer<block_chain::GetBlockChainInfo>(AnswerBlockChainInfo)
      .Answer<block_chain::GetBestBlockHash>(AnswerBestBlockHash)
      .Answer<block_chain::GetBlockCount>(AnswerBlockCount)
      .Answer<block_chain::GetBlockHeader>(AnswerBlockHeader)
      .Answer<block_chain::GetBlockVerbose>(AnswerBlockVerbose)
      .Answer<block_chain::GetBlock>(AnswerBlock)
      .Answer<block_chain::GetTransaction>(AnswerTransaction)
      .Answer<util::CreateAddress>(AnswerCreateAddress)
      .Answer<util::ValidateAddress>(AnswerValidateAddress)
      .Answer<live_transactions::GetTransaction>(AnswerLiveTransaction)
      .Answer<live_transactions::SendTransaction>(AnswerSendTransaction)
      .Answer<live_transactions::IsUnspent>(AnswerIsUnspent)
      .Answer<live_transactions::GetUnspentOutput>(AnswerUnspentOutput)
      .Answer<live_transactions::SearchMempool>(AnswerSearchMempool)
      .Answer<live_transactions::GetMempoolInfo>(AnswerMempoolInfo)
      .Answer<reg_test::GenerateBlock>(AnswerGenerateBlock)
      .Answer<mining::SubmitBlock>(AnswerSubmitBlock)
      .Answer<address_monitor::Subscribe>(AnswerWatchScripts)
      .Answer<address_monitor::Unsubscribe>(AnswerForgetScripts)
      .Answer<transaction_monitor::Subscribe>(AnswerWatchTransactions)
      .Answer<transaction_monitor::Unsubscribe>(AnswerForgetTransactions)
      .Answer<block_notification::Subscribe>(TakeBlockSubscription)
      .Answer<block_notification::Unsubscribe>(EndBlockSubscription)
      .Answer<double_spend_notification::Subscribe>(TakeDoubleSpendSubscription)
      .Answer<double_spend_notification::Unsubscribe>(EndDoubleSpendSubscription)
      .Flow("notify-subscriber", NotifySubscriber, Side::kAccepting)
      .Unknown(AnswerTheRest);
  flowee.Introduce(Introduce)
      .Refusal<api::CommandFailed>(WhyRefused)
      .Flow("send-pings", SendPings, Side::kConnecting, Start::kAtOpen)
      .Flow("hear-pongs", HearPongs, Side::kConnecting)
      .Flow("expect-pongs", ExpectPongs, Side::kConnecting, Start::kAtOpen)
      .Flow("follow-chain", FollowChain, Side::kConnecting)
      .Flow("hear-blocks", HearBlocks, Side::kConnecting)
      .Redial(RedialAfter);
  return registry.Add(std::move(flowee));
}

}  // namespace dragoman::flowee
