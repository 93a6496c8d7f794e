#include "dialects/flowee/named_json.h"

#include <unordered_map>

#include "dialects/flowee/messages/catalog.h"
#include "dialects/flowee/token_json.h"
#include "dialects/flowee/token_reader.h"

namespace dragoman::flowee {
namespace {

struct Collected {
  std::string name;
  bool repeats = false;
  Json::Array values;
};

}  // namespace

Json NamedFields(NativeType native, Bytes body) {
  std::vector<Collected> fields;  // in the order of their first tokens
  std::unordered_map<std::uint32_t, std::size_t> places;
  TokenReader tokens(body);
  while (tokens.Next()) {
    const Token& token = tokens.token();
    if (token.tag == kSeparator) continue;
    const auto [place, is_new] = places.try_emplace(token.tag, fields.size());
    if (is_new) {
      const Field* field = FindField(native, token.tag);
      Collected& collected = fields.emplace_back();
      collected.name = field != nullptr ? field->tag.name : std::to_string(token.tag);
      collected.repeats = field != nullptr && field->repeats;
    }
    fields[place->second].values.push_back(ValueToJson(token));
  }
  Json::Object named;
  for (Collected& field : fields) {
    const bool is_list = field.repeats || field.values.size() > 1;
    named.emplace_back(std::move(field.name), is_list ? Json(std::move(field.values)) : std::move(field.values[0]));
  }
  return Json(std::move(named));
}

}  // namespace dragoman::flowee
