// Finding: one thing that is wrong with a configuration, where, and what to do about it.
#pragma once

#include <string>

#include "apps/dragoman/config/toml.h"
#include "core/base/json.h"

namespace dragoman::config {

struct Finding {
  std::string file;
  Place place;
  std::string text;  // with the next step

  // "bridge.toml:7: unknown key …"
  std::string ToString() const { return Where() + ": " + text; }
  // "bridge.toml:7"
  std::string Where() const { return place.line == 0 ? file : file + ":" + std::to_string(place.line); }
  Json ToJson() const {
    Json json;
    json.Set("file", file);
    if (place.line != 0) json.Set("line", place.line);
    if (place.column != 0) json.Set("column", place.column);
    json.Set("text", text);
    return json;
  }
};

}  // namespace dragoman::config
