// BlockGenerator: the last part of a block in its two versions (wire/chia.md 5.4). Its fields are the block's own.
#pragma once

#include "dialects/chia/types/scalars.h"

namespace dragoman::chia {

struct BlockGenerator {
  std::uint8_t version = 0;
  std::optional<Program> transactions_generator;       // version 0
  List<std::uint32_t> transactions_generator_ref_list;  // version 0
  std::optional<Slice> transactions_generator_buffer;  // version 1; any bytes

  static void Fields(auto& visit, auto& m) {
    const bool generates =
        m.version == 1 ? m.transactions_generator_buffer.has_value() : m.transactions_generator.has_value();
    const auto [has_generator, is_second] = visit.Flags("prefix", generates, m.version == 1);
    visit.Present(has_generator && !is_second, "transactions_generator", m.transactions_generator);
    visit.Present(!is_second, "transactions_generator_ref_list", m.transactions_generator_ref_list);
    visit.Implied("version", m.version, is_second ? 1 : 0);
    visit.Present(has_generator && is_second, "transactions_generator_buffer", m.transactions_generator_buffer);
  }

  // The generator's bytes in either version; nullopt: the block has none.
  std::optional<Bytes> generator() const {
    if (version == 1 && transactions_generator_buffer.has_value()) return transactions_generator_buffer->bytes();
    if (version == 0 && transactions_generator.has_value()) return transactions_generator->bytes();
    return std::nullopt;
  }
};

}  // namespace dragoman::chia
