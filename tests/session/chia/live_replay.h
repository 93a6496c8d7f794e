// Replays a recorded session with a node of ours in the recorded node's place and compares step by step: messages, ids,
// order, close code and reason, the refusal afterwards and how long it lasts. What differs is a failure of the test.
//
// Free of order, as the issue has it: the first pushes after the handshake, and the answers to questions that were asked
// at once.
#pragma once

#include <map>
#include <set>

#include "dialects/chia/types/coin.h"
#include "tests/session/chia/live_session.h"
#include "tests/session/chia/stage.h"

namespace dragoman::chia::live {

// What a session has that we cannot be asked for, with the reason.
struct LeftOut {
  std::set<std::int64_t> questions = {};  // and their answers
  std::set<std::int64_t> coin_states = {};  // ids of answers whose coins are of blocks that nobody recorded
  bool the_end = false;                   // how the node ends the link, and what comes of it
  const char* reason = "";
};

class LiveReplay {
 public:
  LiveReplay(const Session& session, const Stage::Plan& plan, LeftOut left_out);
  void Run();

 private:
  bool IsLeftOut(const Step& step) const;
  // A step that makes the node do something.
  static bool Asks(const Step& step);
  void AdvanceTo(std::chrono::milliseconds at);
  // From a step on: what is asked of the node, then what it says. Gives where that ends.
  std::size_t Round(std::size_t at);
  void Do(const Step& step);
  void Farm(std::size_t coins_from, const Json& how);
  void Compare(std::vector<std::string> theirs, std::vector<std::string> ours, bool in_order) const;
  std::vector<std::string> Heard();
  std::string Theirs(const Step& step) const;
  std::string Ours(Bytes frame);
  void ExpectDrawn(const Json& answer);
  void CheckClose(const Step& step);
  void CheckBan();
  void ExpectRefused(bool refused);

  const Session& session_;
  const LeftOut left_out_;
  std::vector<Step> steps_;
  Stage stage_;
  WirePeer peer_;
  Instant began_{};
  bool greeting_ = true;           // until the first message that is no part of the handshake
  std::optional<Instant> closed_;  // the node's close frame came
  std::map<std::string, Json> told_;  // addresses that the node was told, by host
  std::vector<Coin> coins_;        // of the block that was farmed last
};

}  // namespace dragoman::chia::live
