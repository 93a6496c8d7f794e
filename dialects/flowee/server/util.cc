// Addresses (wire/flowee.md 9.4).
#include "dialects/flowee/bitcoin/address.h"
#include "dialects/flowee/bitcoin/key.h"
#include "dialects/flowee/server/answers.h"
#include "dialects/flowee/server/hub_constants.h"

namespace dragoman::flowee {

Task<Status> AnswerCreateAddress(Peer& peer, const Received<util::CreateAddress>& request) {
  const Result<bitcoin::Key> key = bitcoin::MakeKey();
  if (!key.ok()) co_return Fail(peer, request.envelope(), "no random numbers are to be had");
  util::CreateAddressReply reply;
  reply.public_key_hash = key->public_key_hash;
  reply.private_key = key->private_key;
  co_return peer.Answer(request, reply);
}

// Only a valid address of this network gets the reply; the first one counts.
Task<Status> AnswerValidateAddress(Peer& peer, const Received<util::ValidateAddress>& request) {
  if (!request->address.has_value()) co_return Fail(peer, request.envelope(), hub::kValidateAddressHelp);
  const bitcoin::Network& network = *bitcoin::FindNetwork(peer.context().network_name);
  const Result<bitcoin::Address> address = bitcoin::ParseAddress(*request->address, network);
  if (!address.ok()) co_return Fail(peer, request.envelope(), hub::kInvalidAddress);
  const ByteVector script = bitcoin::ScriptFor(*address);
  util::ValidateAddressReply reply;
  reply.is_valid = true;
  reply.address = *request->address;
  reply.script = Slice::View(script);
  co_return peer.Answer(request, reply);
}

}  // namespace dragoman::flowee
