#include "dialects/chia/catalog/catalog.h"

namespace dragoman::chia {

const TypeEntry* Catalog::Find(std::string_view name) const {
  for (const TypeEntry& entry : entries_) {
    if (entry.message == name && entry.is_message()) return &entry;
  }
  for (const TypeEntry& entry : entries_) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

const TypeEntry* Catalog::FindMessage(std::uint8_t type) const {
  for (const TypeEntry& entry : entries_) {
    if (entry.is_message() && entry.type == type) return &entry;
  }
  return nullptr;
}

const Catalog& Types() {
  static const Catalog kTypes = [] {
    Catalog catalog;
    AddSharedTypes(catalog);
    AddFullNodeTypes(catalog);
    AddBlockTypes(catalog);
    AddWalletTypes(catalog);
    AddWalletSubscriptionTypes(catalog);
    AddFarmerTypes(catalog);
    AddHarvesterTypes(catalog);
    AddTimelordTypes(catalog);
    AddPoolTypes(catalog);
    return catalog;
  }();
  return kTypes;
}

}  // namespace dragoman::chia
