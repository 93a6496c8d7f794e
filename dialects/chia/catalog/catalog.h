// Every type of wire/chia.md 9 and 10 by its name: messages with their numbers, and what they consist of.
#pragma once

#include <string_view>
#include <vector>

#include "core/wire/body_codec.h"
#include "core/wire/body_forms.h"

namespace dragoman::chia {

struct TypeEntry {
  std::string_view name;     // the struct's: "NewPeak"
  std::string_view message;  // "new_peak"; empty where it is never a frame's body
  std::uint8_t type = 0;
  std::size_t bytes = 0;  // of the largest body that the rate limits allow
  BodyForms forms;
  BodyCodec codec;  // of messages

  bool is_message() const { return !message.empty(); }
};

class Catalog {
 public:
  // `bytes` is the single size of wire/chia.md 13.2, the larger of versions 1 and 2.
  template <class M>
  void Message(std::string_view name, std::size_t bytes) {
    entries_.push_back({name, M::kName, M::kType, bytes, BodyForms::Of<M>(), BodyCodec::Of<M>()});
  }
  template <class T>
  void Struct(std::string_view name) {
    entries_.push_back({name, {}, 0, 0, BodyForms::Of<T>(), {}});
  }
  void Add(const TypeEntry& entry) { entries_.push_back(entry); }

  const std::vector<TypeEntry>& entries() const { return entries_; }
  // By the name of a struct or of a message; nullptr: there is none.
  const TypeEntry* Find(std::string_view name) const;
  const TypeEntry* FindMessage(std::uint8_t type) const;

 private:
  std::vector<TypeEntry> entries_;
};

const Catalog& Types();

// One file each, so that they compile side by side.
void AddSharedTypes(Catalog& catalog);
void AddFullNodeTypes(Catalog& catalog);
void AddBlockTypes(Catalog& catalog);
void AddWalletTypes(Catalog& catalog);
void AddWalletSubscriptionTypes(Catalog& catalog);
void AddFarmerTypes(Catalog& catalog);
void AddHarvesterTypes(Catalog& catalog);
void AddTimelordTypes(Catalog& catalog);
void AddPoolTypes(Catalog& catalog);

}  // namespace dragoman::chia
