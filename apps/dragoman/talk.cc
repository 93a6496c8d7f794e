#include "apps/dragoman/talk.h"

#include <cstdio>

namespace dragoman {

void Talk(std::string_view text) {
  std::string line(text);
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void Talk(const Status& why) { Talk(why.ToString()); }

}  // namespace dragoman
