// What a farmer may ask for to check a signage point itself (wire/chia.md 10).
#pragma once

#include "dialects/chia/types/sub_slot.h"

namespace dragoman::chia {

struct SPSubSlotSourceData {
  ChallengeChainSubSlot cc_sub_slot;
  RewardChainSubSlot rc_sub_slot;

  static void Fields(auto& visit, auto& m) {
    visit("cc_sub_slot", m.cc_sub_slot);
    visit("rc_sub_slot", m.rc_sub_slot);
  }
};

struct SPVDFSourceData {
  ClassgroupElement cc_vdf;
  ClassgroupElement rc_vdf;

  static void Fields(auto& visit, auto& m) {
    visit("cc_vdf", m.cc_vdf);
    visit("rc_vdf", m.rc_vdf);
  }
};

struct SignagePointSourceData {
  std::optional<SPSubSlotSourceData> sub_slot_data;
  std::optional<SPVDFSourceData> vdf_data;

  static void Fields(auto& visit, auto& m) {
    visit("sub_slot_data", m.sub_slot_data);
    visit("vdf_data", m.vdf_data);
  }
};

}  // namespace dragoman::chia
