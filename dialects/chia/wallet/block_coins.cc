#include "dialects/chia/wallet/block_coins.h"

#include "dialects/chia/merkle_set.h"
#include "dialects/chia/say.h"
#include "dialects/chia/wallet/coin_ledger.h"
#include "dialects/chia/wallet/follow_coins.h"
#include "dialects/chia/wallet/known_block.h"

namespace dragoman::chia {
namespace {

constexpr std::size_t kMostNames = 50;
constexpr std::size_t kMostPuzzles = 100;  // distinct ones in an answer about all coins

// Coins of one block by their puzzle hash, in the order of the block.
using CoinsByPuzzle = std::vector<std::pair<Hash256, std::vector<Coin>>>;

CoinsByPuzzle ByPuzzle(const std::vector<Coin>& coins) {
  CoinsByPuzzle by_puzzle;
  std::map<Hash256, std::size_t> places;
  for (const Coin& coin : coins) {
    const auto [place, is_new] = places.emplace(coin.puzzle_hash, by_puzzle.size());
    if (is_new) by_puzzle.push_back({coin.puzzle_hash, {}});
    by_puzzle[place->second].second.push_back(coin);
  }
  return by_puzzle;
}

MerkleSet AdditionsOf(const std::vector<Coin>& coins) {
  std::vector<Addition> additions;
  for (const Coin& coin : coins) additions.push_back({coin.puzzle_hash, IdOf(coin)});
  return MerkleSet(AdditionLeaves(std::move(additions)));
}

Hash256 Combined(const std::vector<Coin>& coins) {
  std::vector<Hash256> ids;
  for (const Coin& coin : coins) ids.push_back(IdOf(coin));
  return CombinedCoinIds(std::move(ids));
}

using CoinsEntry = std::tuple<Hash256, List<Coin>>;
using ProofEntry = std::tuple<Hash256, Slice, std::optional<Slice>>;

// One entry and one proof for each hash that was asked for.
void Prove(const std::vector<Coin>& coins, const List<Hash256>& asked, RespondAdditions& answer) {
  std::vector<CoinsEntry> found;
  std::vector<ProofEntry> proofs;
  if (!asked.empty()) {
    const MerkleSet additions = AdditionsOf(coins);
    std::map<Hash256, std::vector<Coin>> by_puzzle;
    for (const Coin& coin : coins) by_puzzle[coin.puzzle_hash].push_back(coin);
    for (const Hash256& puzzle_hash : asked) {
      const std::vector<Coin>& theirs = by_puzzle[puzzle_hash];
      found.push_back({puzzle_hash, List<Coin>(theirs)});
      std::optional<Slice> combined;
      if (!theirs.empty()) combined = Slice::Copy(additions.Prove(Combined(theirs)).bytes);
      proofs.push_back({puzzle_hash, Slice::Copy(additions.Prove(puzzle_hash).bytes), combined});
    }
  }
  answer.coins = found;
  answer.proofs = List<ProofEntry>(proofs);
}

// False: there are too many for an answer.
bool ListAll(const std::vector<Coin>& coins, RespondAdditions& answer) {
  const CoinsByPuzzle by_puzzle = ByPuzzle(coins);
  if (by_puzzle.size() > kMostPuzzles) return false;
  std::vector<CoinsEntry> all;
  for (const auto& [puzzle_hash, theirs] : by_puzzle) all.push_back({puzzle_hash, List<Coin>(theirs)});
  answer.coins = all;
  return true;
}

bool TooMany(const std::optional<List<Hash256>>& names) { return names.has_value() && names->size() > kMostNames; }

}  // namespace

Task<Status> AnswerRequestAdditions(Peer& peer, const Received<RequestAdditions>& request) {
  RespondAdditions answer;
  answer.height = request->height;
  answer.header_hash = request->header_hash.value_or(Hash256{});
  bool has_answer = false;
  if (!TooMany(request->puzzle_hashes)) {
    const Result<KnownBlock> known = co_await BlockWithoutGenerator(peer, request->height);
    if (!known.ok() && EndsTheLink(known.status())) co_return known.status();
    if (known.ok() && !request->header_hash.has_value()) answer.header_hash = known->hash;
    if (known.ok() && answer.header_hash == known->hash) {
      const std::vector<Coin> coins = CreatedCoins(known->block);
      has_answer = request->puzzle_hashes.has_value() || ListAll(coins, answer);
      if (request->puzzle_hashes.has_value()) Prove(coins, *request->puzzle_hashes, answer);
    }
  }
  if (has_answer) co_return AnswerTo(peer, request.envelope(), answer);
  RejectAdditionsRequest reject;
  reject.height = request->height;
  reject.header_hash = answer.header_hash;
  co_return AnswerTo(peer, request.envelope(), reject);
}

Task<Status> AnswerRequestRemovals(Peer& peer, const Received<RequestRemovals>& request) {
  if (!TooMany(request->coin_names)) {
    const Result<KnownBlock> known = co_await BlockWithoutGenerator(peer, request->height);
    if (!known.ok() && EndsTheLink(known.status())) co_return known.status();
    if (known.ok() && known->hash == request->header_hash && known->block.foliage_transaction_block.has_value()) {
      RespondRemovals answer;
      answer.height = request->height;
      answer.header_hash = known->hash;
      if (request->coin_names.has_value()) answer.proofs.emplace();
      co_return AnswerTo(peer, request.envelope(), answer);
    }
  }
  RejectRemovalsRequest reject;
  reject.height = request->height;
  reject.header_hash = request->header_hash;
  co_return AnswerTo(peer, request.envelope(), reject);
}

}  // namespace dragoman::chia
