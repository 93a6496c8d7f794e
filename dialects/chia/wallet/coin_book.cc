#include "dialects/chia/wallet/coin_book.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace dragoman::chia {
namespace {

constexpr std::size_t kPiece = 1000;  // hashes looked up or states copied: about 1 ms

}  // namespace

CoinBook::Lock::Lock(const CoinBook& book) {
  ++book.waiting_;
  held_ = std::unique_lock(book.mutex_);
  --book.waiting_;
}

template <class See>
bool CoinBook::ReadPiece(const WalletView::Place& end, See see) const {
  while (waiting_ > 0) std::this_thread::yield();
  const std::lock_guard lock(mutex_);
  if (!end.IsOn(coins_)) return false;
  see();
  return true;
}

Found CoinBook::Find(const CoinQuery& query, std::span<const Hash256> hashes, const WalletView::Place& end) const {
  const bool by_id = query.by == CoinQuery::By::kId;
  std::vector<CoinLedger::Hit> hits;
  while (!hashes.empty() && !(by_id && hits.size() >= query.most)) {
    const std::span<const Hash256> piece = hashes.first(std::min(kPiece, hashes.size()));
    hashes = hashes.subspan(piece.size());
    if (!ReadPiece(end, [&] { coins_.Find(query, piece, end.height, hits); })) return std::nullopt;
  }
  if (!by_id) std::ranges::stable_sort(hits, {}, &CoinLedger::Hit::created);
  hits.resize(std::min(hits.size(), query.most));
  std::vector<CoinState> states;
  states.reserve(hits.size());
  while (states.size() < hits.size()) {
    const std::size_t until = std::min(states.size() + kPiece, hits.size());
    const bool same = ReadPiece(end, [&] {
      while (states.size() < until) states.push_back(coins_.StateOf(hits[states.size()]));
    });
    if (!same) return std::nullopt;
  }
  return states;
}

std::size_t CoinBook::size() const {
  const Lock lock(*this);
  return coins_.size();
}

std::int64_t CoinBook::height() const {
  const Lock lock(*this);
  return coins_.height();
}

std::optional<Hash256> CoinBook::top() const {
  const Lock lock(*this);
  return coins_.top();
}

void CoinBook::Append(const BlockCoins& block) {
  const Lock lock(*this);
  coins_.Append(block);
}

void CoinBook::DropTop() {
  const Lock lock(*this);
  coins_.DropTop();
}

void CoinBook::Clear() {
  const Lock lock(*this);
  coins_.Clear();
}

void CoinBook::Block(const Obstacle& obstacle) {
  const Lock lock(*this);
  coins_.Clear();
  obstacle_ = obstacle;
  told_ = false;
}

void CoinBook::Unblock() {
  const Lock lock(*this);
  obstacle_.reset();
  told_ = false;
}

std::optional<CoinBook::Obstacle> CoinBook::obstacle() const {
  const Lock lock(*this);
  return obstacle_;
}

bool CoinBook::TellObstacle() {
  const Lock lock(*this);
  return !std::exchange(told_, true);
}

}  // namespace dragoman::chia
