#include "tests/unit/core/allocated.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace {

thread_local std::size_t allocated = 0;
thread_local std::size_t largest = 0;

void* TakeIfAny(std::size_t size) {
  allocated += size;
  largest = std::max(largest, size);
  return std::malloc(size == 0 ? 1 : size);
}

void* Take(std::size_t size) {
  void* memory = TakeIfAny(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return Take(size); }
void* operator new[](std::size_t size) { return Take(size); }
// All forms or none: memory from one allocator must not go back to another.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return TakeIfAny(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return TakeIfAny(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace dragoman::testing {

std::size_t AllocatedSoFar() { return allocated; }
std::size_t LargestAllocation() { return std::exchange(largest, 0); }

}  // namespace dragoman::testing
