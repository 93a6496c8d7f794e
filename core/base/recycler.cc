#include "core/base/recycler.h"

#include <array>
#include <new>
#include <utility>

namespace dragoman::recycler {
namespace {

constexpr std::size_t kStep = 64;            // sizes are rounded up to this
constexpr std::size_t kLargest = 4096;       // larger ones are rare and go to the heap
constexpr std::size_t kKeepBytes = 1 << 20;  // on the lists of one thread

struct Piece {
  Piece* next;
};

struct Lists {
  std::array<Piece*, kLargest / kStep> first{};
  std::size_t kept = 0;  // bytes
  ~Lists();
};

thread_local Lists lists;
// What is given back after the lists of its thread have ended goes to the heap.
thread_local bool over = false;

Lists::~Lists() {
  over = true;
  for (Piece* piece : first) {
    while (piece != nullptr) ::operator delete(std::exchange(piece, piece->next));
  }
}

// `size` is above zero: there is no empty frame.
std::size_t ListFor(std::size_t size) { return (size - 1) / kStep; }
std::size_t Rounded(std::size_t size) { return (ListFor(size) + 1) * kStep; }

}  // namespace

void* Take(std::size_t size) {
  if (!kRecycles || size > kLargest) return ::operator new(size);
  if (!over) {
    Piece*& first = lists.first[ListFor(size)];
    if (first != nullptr) {
      lists.kept -= Rounded(size);
      return std::exchange(first, first->next);
    }
  }
  return ::operator new(Rounded(size));
}

void GiveBack(void* memory, std::size_t size) noexcept {
  if (!kRecycles || size > kLargest || over || lists.kept + Rounded(size) > kKeepBytes) return ::operator delete(memory);
  Piece*& first = lists.first[ListFor(size)];
  first = new (memory) Piece{first};
  lists.kept += Rounded(size);
}

}  // namespace dragoman::recycler
