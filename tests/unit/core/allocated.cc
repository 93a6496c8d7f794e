#include "tests/unit/core/allocated.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace {

thread_local std::size_t allocated = 0;
thread_local std::size_t largest = 0;

void* Take(std::size_t size) {
  allocated += size;
  largest = std::max(largest, size);
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return Take(size); }
void* operator new[](std::size_t size) { return Take(size); }
// std::stable_sort asks so; without these two the sanitizer sees its own memory freed by ours.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  allocated += size;
  largest = std::max(largest, size);
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t& nothrow) noexcept { return operator new(size, nothrow); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace dragoman::testing {

std::size_t AllocatedSoFar() { return allocated; }
std::size_t LargestAllocation() { return std::exchange(largest, 0); }

}  // namespace dragoman::testing
