// Recycler: memory for what comes and goes with every message: frames of tasks, calls under way. Given back, it is
// kept on a list of its size and handed out again, so that a message in a steady stream takes nothing from the heap.
// Each thread has its own lists; what was taken on one thread may be given back on another. Under AddressSanitizer
// everything goes to the heap and back, so that a dead frame is seen as dead.
#pragma once

#include <cstddef>

namespace dragoman::recycler {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kRecycles = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kRecycles = false;
#else
inline constexpr bool kRecycles = true;
#endif
#else
inline constexpr bool kRecycles = true;
#endif

void* Take(std::size_t size);
// `size` as it was taken.
void GiveBack(void* memory, std::size_t size) noexcept;

// For std::allocate_shared.
template <class T>
struct Allocator {
  using value_type = T;
  Allocator() = default;
  template <class U>
  Allocator(const Allocator<U>&) {}  // NOLINT: allocators convert
  T* allocate(std::size_t count) { return static_cast<T*>(Take(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept { GiveBack(memory, count * sizeof(T)); }
  friend bool operator==(const Allocator&, const Allocator&) { return true; }
};

}  // namespace dragoman::recycler
