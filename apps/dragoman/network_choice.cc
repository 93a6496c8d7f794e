#include "apps/dragoman/network_choice.h"

#include "apps/dragoman/choose.h"

namespace dragoman {

void NetworkChoice::Declare(OptionList& options) {
  options.Add("--dialect", "D", &dialect_name_, "the wire dialect; 'dragoman dialects' lists them")
      .Offers(OptionList::Offer::kDialects)
      .Add("--network", "N", &network_, "the network; may be left out where there is only one")
      .Offers(OptionList::Offer::kNetworks);
}

Status NetworkChoice::Choose(const DialectRegistry& dialects) {
  const Result<const Dialect*> dialect = ChooseDialect(dialects, dialect_name_);
  if (!dialect.ok()) return dialect.status();
  if (any_network_ && network_.empty()) network_ = (*dialect)->networks().front().name;
  const Result<NetworkEntry> network = ChooseNetwork(**dialect, network_);
  if (!network.ok()) return network.status();
  dialect_ = *dialect;
  network_ = network->name;
  return Ok();
}

}  // namespace dragoman
