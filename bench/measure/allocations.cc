#include "bench/measure/allocations.h"

#include <cstdlib>
#include <new>

namespace {

// Of one thread each, since counting must not cost the servers anything.
thread_local std::uint64_t allocations = 0;

void* Take(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return Take(size); }
void* operator new[](std::size_t size) { return Take(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace dragoman::bench {

std::uint64_t Allocations() { return allocations; }

}  // namespace dragoman::bench
