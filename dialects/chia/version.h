// Versions as the handshake's protocol_version brings them (wire/chia.md 6.4): what Python's `packaging` takes for a
// version, and how it orders them.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace dragoman::chia {

class Version {
 public:
  // [v][epoch!]number(.number)*[pre][post][dev][+local], with the spellings of PEP 440 and blanks around.
  static Result<Version> Parse(std::string_view text);

  friend std::strong_ordering operator<=>(const Version& a, const Version& b);
  friend bool operator==(const Version& a, const Version& b) { return (a <=> b) == 0; }

 private:
  friend class VersionReader;

  // A number of any length: its digits without leading zeros.
  struct Number {
    std::string digits;
    std::strong_ordering operator<=>(const Number& other) const;
    friend bool operator==(const Number&, const Number&) = default;
  };
  // A part of a local version: numbers come after words.
  struct LocalPart {
    bool is_number = false;
    Number number;
    std::string word;
    std::strong_ordering operator<=>(const LocalPart& other) const;
    friend bool operator==(const LocalPart&, const LocalPart&) = default;
  };
  // Where a part that is not there stands among those that are.
  struct Suffix {
    int rank = 0;
    Number number;
    friend std::strong_ordering operator<=>(const Suffix&, const Suffix&) = default;
  };

  Number epoch_;
  std::vector<Number> release_;  // without zeros at the end
  Suffix pre_, post_, dev_;
  std::vector<LocalPart> local_;
};

}  // namespace dragoman::chia
