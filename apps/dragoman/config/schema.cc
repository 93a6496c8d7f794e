#include "apps/dragoman/config/schema.h"

#include "apps/dragoman/config/check.h"
#include "apps/dragoman/config/settings.h"

namespace dragoman::config {
namespace {

// HOST:PORT with a port of up to five digits; the reader knows the rest.
constexpr const char* kAddressPattern = R"(^(\[[0-9A-Fa-f:.%a-z]+\]|[^:\[\]]+):[0-9]{1,5}$)";
constexpr const char* kNamePattern = "^[A-Za-z0-9_-]{1,64}$";

// The core's defaults: nobody says anything.
const Setting& DefaultOf(const Key& key) {
  static const DialectRegistry kNone;
  static const Settings kDefaults(nullptr, nullptr, {}, [](const char*) { return nullptr; }, kNone);
  return kDefaults[key.name];
}

Json NamesOf(const DialectRegistry& dialects) {
  Json::Array names;
  for (const Dialect* dialect : dialects.all()) names.emplace_back(dialect->name());
  return names;
}

Json TextSchema(const Key& key, const DialectRegistry& dialects) {
  Json schema;
  schema.Set("type", "string");
  if (key.form == Form::kDialect) schema.Set("enum", NamesOf(dialects));
  if (key.form == Form::kListen || key.form == Form::kRemote) schema.Set("pattern", kAddressPattern);
  if (key.form == Form::kFile || key.form == Form::kDirectory) schema.Set("minLength", 1);
  return schema;
}

Json NumberSchema(const Key& key) {
  Json schema;
  schema.Set("type", key.type == Type::kCount ? "integer" : "number");
  schema.Set("minimum", key.type == Type::kCount ? Json(static_cast<std::int64_t>(key.least)) : Json(key.least));
  schema.Set("maximum", key.type == Type::kCount ? Json(static_cast<std::int64_t>(key.most)) : Json(key.most));
  return schema;
}

Json SchemaOf(const Key& key, const DialectRegistry& dialects) {
  Json schema;
  if (key.type == Type::kTexts) {
    schema.Set("type", "array");
    schema.Set("items", TextSchema(key, dialects));
    schema.Set("uniqueItems", true);
  } else {
    schema = key.type == Type::kText ? TextSchema(key, dialects) : NumberSchema(key);
  }
  schema.Set("description", key.what);
  if (const Setting& usual = DefaultOf(key); IsSet(usual.value)) {
    schema.Set("default", ToJson(usual.value));
  } else if (!key.fallback.empty()) {
    schema.Set("x-default", key.fallback);
  }
  if (!key.unit.empty()) schema.Set("x-unit", key.unit);
  if (!key.flag.empty()) {
    schema.Set("x-flag", key.flag);
    schema.Set("x-environment", key.Environment());
  }
  schema.Set("x-example", key.example);
  return schema;
}

Json TableSchema(Json properties) {
  Json schema;
  schema.Set("type", "object");
  schema.Set("properties", std::move(properties));
  schema.Set("additionalProperties", false);
  return schema;
}

// Which networks and keys go with a dialect, and whether a network has to be named.
Json DialectRules(const DialectRegistry& dialects) {
  Json::Array rules;
  for (const Dialect* dialect : dialects.all()) {
    Json name, when, networks, then;
    name.Set("const", dialect->name());
    when.Set("properties", Json(Json::Object{{"dialect", name}}));
    when.Set("required", Json::Array{"dialect"});
    for (const NetworkEntry& network : dialect->networks()) networks.Push(network.name);
    Json network;
    network.Set("enum", networks);
    Json properties;
    properties.Set("network", network);
    for (const Key& key : NodeKeys()) {
      if (!UseFault(key, *dialect).empty()) properties.Set(key.name, false);
    }
    then.Set("properties", properties);
    if (dialect->networks().size() > 1) then.Set("required", Json::Array{"network"});
    Json rule;
    rule.Set("if", when);
    rule.Set("then", then);
    rules.push_back(std::move(rule));
  }
  return rules;
}

Json LimitsRef() { return Json(Json::Object{{"$ref", "#/$defs/limits"}}); }

}  // namespace

std::string DefaultText(const Key& key) {
  const Value& usual = DefaultOf(key).value;
  std::string text = Text(usual);
  if (!text.empty()) return text;
  return key.required ? "has to be said" : key.fallback;
}

Json JsonSchema(const DialectRegistry& dialects) {
  Json limits, node_keys, bridge_keys;
  for (const Key& key : NodeKeys()) {
    const bool limit = key.name.starts_with(kLimits);
    Json& keys = limit ? limits : node_keys;
    keys.Set(limit ? key.name.substr(kLimits.size()) : key.name, SchemaOf(key, dialects));
  }
  node_keys.Set("limits", LimitsRef());
  for (const Key& key : BridgeKeys()) bridge_keys.Set(key.name, SchemaOf(key, dialects));

  Json definitions;
  definitions.Set("limits", TableSchema(std::move(limits)));
  Json node = TableSchema(std::move(node_keys));
  node.Set("required", Json::Array{"dialect"});
  node.Set("allOf", DialectRules(dialects));
  definitions.Set("node", std::move(node));
  definitions.Set("bridge", TableSchema(std::move(bridge_keys)));

  Json nodes;
  nodes.Set("type", "object");
  nodes.Set("description", "[node.NAME]: one node each");
  nodes.Set("patternProperties", Json(Json::Object{{kNamePattern, Json(Json::Object{{"$ref", "#/$defs/node"}})}}));
  nodes.Set("additionalProperties", false);
  nodes.Set("minProperties", 1);
  Json bridges;
  bridges.Set("type", "array");
  bridges.Set("description", "[[bridge]]: not in this version, so there may be none");
  bridges.Set("items", Json(Json::Object{{"$ref", "#/$defs/bridge"}}));
  bridges.Set("maxItems", 0);
  Json everywhere = LimitsRef();
  everywhere.Set("description", "[limits]: for every node, below what the node says itself");
  Json properties;
  properties.Set("node", std::move(nodes));
  properties.Set("limits", std::move(everywhere));
  properties.Set("bridge", std::move(bridges));

  Json schema;
  schema.Set("$schema", "https://json-schema.org/draft/2020-12/schema");
  schema.Set("title", "A configuration of dragoman");
  const Json root = TableSchema(std::move(properties));
  for (const auto& [key, value] : root.AsObject()) schema.Set(key, value);
  schema.Set("required", Json::Array{"node"});
  schema.Set("$defs", std::move(definitions));
  return schema;
}

}  // namespace dragoman::config
