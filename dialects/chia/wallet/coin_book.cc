#include "dialects/chia/wallet/coin_book.h"

#include <utility>

namespace dragoman::chia {

std::int64_t CoinBook::height() const {
  const std::lock_guard lock(mutex_);
  return coins_.height();
}

std::optional<Hash256> CoinBook::top() const {
  const std::lock_guard lock(mutex_);
  return coins_.top();
}

void CoinBook::Append(const BlockCoins& block) {
  const std::lock_guard lock(mutex_);
  coins_.Append(block);
}

void CoinBook::DropTop() {
  const std::lock_guard lock(mutex_);
  coins_.DropTop();
}

void CoinBook::Clear() {
  const std::lock_guard lock(mutex_);
  coins_.Clear();
}

void CoinBook::Block(const Obstacle& obstacle) {
  const std::lock_guard lock(mutex_);
  coins_.Clear();
  obstacle_ = obstacle;
  told_ = false;
}

void CoinBook::Unblock() {
  const std::lock_guard lock(mutex_);
  obstacle_.reset();
  told_ = false;
}

std::optional<CoinBook::Obstacle> CoinBook::obstacle() const {
  const std::lock_guard lock(mutex_);
  return obstacle_;
}

bool CoinBook::TellObstacle() {
  const std::lock_guard lock(mutex_);
  return !std::exchange(told_, true);
}

}  // namespace dragoman::chia
