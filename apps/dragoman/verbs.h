// The verbs of this version, in the order in which the help lists them: the one explicit list.
#pragma once

#include "apps/dragoman/verb.h"

namespace dragoman {

std::unique_ptr<Verb> MakeWatch();
std::unique_ptr<Verb> MakeTop();
std::unique_ptr<Verb> MakeDecode();
std::unique_ptr<Verb> MakeEncode();
std::unique_ptr<Verb> MakeProbe();
std::unique_ptr<Verb> MakeCall();
std::unique_ptr<Verb> MakeNode();
std::unique_ptr<Verb> MakeSync();
std::unique_ptr<Verb> MakeBench();
std::unique_ptr<Verb> MakeDialects();
std::unique_ptr<Verb> MakeConfig();
std::unique_ptr<Verb> MakeConfigLint();    // the parts of MakeConfig's
std::unique_ptr<Verb> MakeConfigShow();
std::unique_ptr<Verb> MakeConfigSchema();
std::unique_ptr<Verb> MakeDoctor();
std::unique_ptr<Verb> MakeCompletion();

inline std::vector<std::unique_ptr<Verb>> MakeVerbs() {
  std::vector<std::unique_ptr<Verb>> verbs;
  for (const auto make : {MakeWatch, MakeTop, MakeDecode, MakeEncode, MakeProbe, MakeCall, MakeNode, MakeSync, MakeBench,
                          MakeDialects, MakeConfig, MakeDoctor, MakeCompletion}) {
    verbs.push_back(make());
  }
  return verbs;
}

}  // namespace dragoman
