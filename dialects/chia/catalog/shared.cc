#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/messages/introducer.h"
#include "dialects/chia/messages/shared.h"

namespace dragoman::chia {

void AddSharedTypes(Catalog& catalog) {
  catalog.Message<Handshake>("Handshake", 10 * KiB);
  catalog.Message<ConfigureWindowSizes>("ConfigureWindowSizes", 1 * KiB);
  catalog.Message<Error>("Error", 100);
  catalog.Message<RequestPeersIntroducer>("RequestPeersIntroducer", 100);
  catalog.Message<RespondPeersIntroducer>("RespondPeersIntroducer", 1 * MiB);
  catalog.Struct<TimestampedPeerInfo>("TimestampedPeerInfo");
}

}  // namespace dragoman::chia
