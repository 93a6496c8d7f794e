#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/messages/timelord.h"

namespace dragoman::chia {

void AddTimelordTypes(Catalog& catalog) {
  catalog.Message<NewPeakTimelord>("NewPeakTimelord", 20 * KiB);
  catalog.Message<NewUnfinishedBlockTimelord>("NewUnfinishedBlockTimelord", 10 * KiB);
  catalog.Message<NewInfusionPointVDF>("NewInfusionPointVDF", 100 * KiB);
  catalog.Message<NewSignagePointVDF>("NewSignagePointVDF", 100 * KiB);
  catalog.Message<NewEndOfSubSlotVDF>("NewEndOfSubSlotVDF", 100 * KiB);
  catalog.Message<RequestCompactProofOfTime>("RequestCompactProofOfTime", 10 * KiB);
  catalog.Message<RespondCompactProofOfTime>("RespondCompactProofOfTime", 100 * KiB);
}

}  // namespace dragoman::chia
