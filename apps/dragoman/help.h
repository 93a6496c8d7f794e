// Help: what the program and each verb say of themselves, within a screen.
#pragma once

#include "apps/dragoman/verb.h"

namespace dragoman {

void PrintHelp(const std::vector<std::unique_ptr<Verb>>& verbs);
// Of a verb in two words.
void PrintPartsHelp(const Verb::About& about, const std::vector<std::unique_ptr<Verb>>& parts);
void PrintVerbHelp(const Verb::About& about, const OptionList& options);

}  // namespace dragoman
