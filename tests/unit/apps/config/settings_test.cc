#include "apps/dragoman/config/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialects/dialects.h"

namespace dragoman::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

class ConfigSettings : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(RegisterAll(dialects).ok()); }

  Settings Settle(std::string_view text, const Flags& flags = {}) {
    file = Read(text, "folder/f.toml", dialects);
    EXPECT_THAT(file.findings, IsEmpty());
    const auto lookup = [this](const char* name) -> const char* {
      const auto found = environment.find(name);
      return found == environment.end() ? nullptr : found->second.c_str();
    };
    return Settings(&file, file.nodes.empty() ? nullptr : &file.nodes.front(), flags, lookup, dialects);
  }

  DialectRegistry dialects;
  File file;
  std::map<std::string, std::string> environment;
};

constexpr std::string_view kTiny = "[node.a]\ndialect = \"tiny\"\n";

TEST_F(ConfigSettings, FlagGoesBeforeEnvironmentBeforeNodeBeforeAllNodes) {
  const std::string text = "limits.inbound = 1\n" + std::string(kTiny);
  EXPECT_EQ(Settle(text).limits().inbound, 1U);
  EXPECT_EQ(Settle(text + "limits.inbound = 2\n").limits().inbound, 2U);
  environment["DRAGOMAN_LIMITS_INBOUND"] = "3";
  EXPECT_EQ(Settle(text + "limits.inbound = 2\n").limits().inbound, 3U);
  Flags flags;
  ASSERT_TRUE(flags.AddLimit("inbound=4").ok());
  const Settings settled = Settle(text, flags);
  EXPECT_EQ(settled.limits().inbound, 4U);
  EXPECT_EQ(settled["limits.inbound"].source, "--limit inbound");
  EXPECT_EQ(settled["limits.inbound"].origin, Origin::kFlag);
}

TEST_F(ConfigSettings, EveryLimitComesThroughInItsOwnType) {
  const Settings settled = Settle(std::string(kTiny) +
                                  "[node.a.limits]\nhandshake = 0.25\nfault_score = 1.5\npeer_bytes = 7\n"
                                  "deny = [\"192.0.2.0/24\"]\nexempt = []\n");
  const Limits limits = settled.limits();
  EXPECT_EQ(limits.handshake, std::chrono::milliseconds(250));
  EXPECT_EQ(limits.fault_score, 1.5);
  EXPECT_EQ(limits.peer_bytes, 7U);
  EXPECT_THAT(limits.deny, ElementsAre(IpRange::Of("192.0.2.0/24")));
  EXPECT_THAT(limits.exempt, IsEmpty());
}

TEST_F(ConfigSettings, WhatNobodySaysIsTheDialectsOwn) {
  for (const Dialect* dialect : dialects.all()) {
    Flags flags;
    flags.Add("dialect", dialect->name());
    flags.Add("network", dialect->networks().front().name);
    const Settings settled = Settle(kTiny, flags);
    EXPECT_THAT(settled.faults(), IsEmpty());
    const Limits own = dialect->plan()->limits;
    const Limits limits = settled.limits();
    EXPECT_EQ(limits.handshake, own.handshake);
    EXPECT_EQ(limits.early_bytes, own.early_bytes);
    EXPECT_EQ(limits.exempt, own.exempt);
  }
}

TEST_F(ConfigSettings, ListsOfTheEnvironmentHaveCommas) {
  environment["DRAGOMAN_PEERS"] = "127.0.0.1:1, [::1]:2";
  EXPECT_THAT(Settle(kTiny).texts("peers"), ElementsAre("127.0.0.1:1", "[::1]:2"));
}

TEST_F(ConfigSettings, PathsOfAFileAreMeantFromItsFolder) {
  EXPECT_EQ(Settle(std::string(kTiny) + "store = \"s\"\n").text("store"), "folder/s");
  EXPECT_EQ(Settle(std::string(kTiny) + "store = \"../s\"\n").text("store"), "s");
  EXPECT_EQ(Settle(std::string(kTiny) + "store = \"/s\"\n").text("store"), "/s");
  environment["DRAGOMAN_STORE"] = "t";
  EXPECT_EQ(Settle(kTiny).text("store"), "t");
}

TEST_F(ConfigSettings, NamesWhoSaidWhatCannotBe) {
  environment["DRAGOMAN_FROM"] = "x:y:z";
  Flags flags;
  flags.Add("network", std::string("regtst"));
  EXPECT_THAT(Settle(kTiny, flags).faults(),
              ElementsAre(HasSubstr("DRAGOMAN_FROM: "), HasSubstr("--network: unknown network of tiny")));
}

TEST_F(ConfigSettings, WhatTheDialectHasNoUseForIsRefusedWhoeverSaysIt) {
  environment["DRAGOMAN_OUTBOUND"] = "8";
  Flags flags;
  flags.Add("cert", std::string("x"));
  EXPECT_THAT(Settle(kTiny, flags).faults(), ElementsAre("--cert: the dialect tiny shows no certificates. Leave it out.",
                                                         "DRAGOMAN_OUTBOUND: the dialect tiny has no such setting. Leave it out."));
}

constexpr std::string_view kChia = "[node.a]\ndialect = \"chia\"\nnetwork = \"simulator0\"\n";

TEST_F(ConfigSettings, WhatADialectNamesAsItsOwnReachesIt) {
  const Settings settled = Settle(std::string(kChia) + "outbound = 0\nmax_peers = 9\nfork2_height = 7\nrate_limits = 3\n");
  EXPECT_THAT(settled.faults(), IsEmpty());
  EXPECT_THAT(settled.for_dialect(), ElementsAre(Pair("fork2_height", "7"), Pair("max_peers", "9"), Pair("outbound", "0"),
                                                 Pair("rate_limits", "3")));
}

TEST_F(ConfigSettings, KeysOfAnRpcThatIsNotThereAreRefused) {
  EXPECT_THAT(Settle(std::string(kChia) + "rpc_ca = \"x\"\n").faults(),
              ElementsAre("folder/f.toml:4: there is no RPC without --rpc. Say where, or leave it out."));
  EXPECT_THAT(Settle(std::string(kChia) + "rpc_ca = \"x\"\nrpc = \"127.0.0.1:0\"\n").faults(), IsEmpty());
}

TEST_F(ConfigSettings, TellsTheVariablesThatWereProbablyMeant) {
  const char* const variables[] = {"DRAGOMAN_LISTEN=1", "DRAGOMAN_LISTNE=1", "DRAGOMAN=x", "DRAGOMAN_SEED=3", "PATH=/", nullptr};
  EXPECT_THAT(StrayVariables(variables), ElementsAre(HasSubstr("DRAGOMAN_LISTNE is no key's. Did you mean DRAGOMAN_LISTEN?")));
}

}  // namespace
}  // namespace dragoman::config
