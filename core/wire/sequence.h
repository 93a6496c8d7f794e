// Sequence and Part: fields that stay as they came, checked but not taken apart.
//
//   Sequence<Coin> coins;                      a list; for (const Coin coin : coins) decodes one at a time
//   Part<FullBlock> block;                     one struct; block.Get() decodes it, block.bytes() is its encoding
//
// When decoded they are views of the input and take no memory. Both are also made from values, by encoding them.
#pragma once

#include <cassert>
#include <initializer_list>
#include <iterator>
#include <span>

#include "core/wire/decode.h"
#include "core/wire/encode.h"

namespace dragoman::wire {

template <class T, class Layout, class Items>
Slice Encoded(const Items& items) {
  Measure measure;
  for (const T& item : items) Encoder<Layout, Measure>(measure).Value(item);
  if (measure.size() == 0) return {};
  BlockRef block = Block::Alone(measure.size());
  Spot spot(block->data());
  for (const T& item : items) Encoder<Layout, Spot>(spot).Value(item);
  const Bytes written(block->data(), measure.size());
  return Slice(written, std::move(block));
}

template <class T, class Layout = BigEndianLayout>
class Sequence {
 public:
  using value_type = T;

  Sequence() = default;
  Sequence(std::initializer_list<T> items) : count_(items.size()), bytes_(Encoded<T, Layout>(items)) {}
  Sequence(const std::vector<T>& items)  // NOLINT: a list reads as one
      : count_(items.size()), bytes_(Encoded<T, Layout>(items)) {}
  explicit Sequence(std::span<const T> items) : count_(items.size()), bytes_(Encoded<T, Layout>(items)) {}
  // Of encodings that have been checked, one after the other.
  static Sequence Of(std::size_t count, Slice bytes) {
    Sequence sequence;
    sequence.count_ = count;
    sequence.bytes_ = std::move(bytes);
    return sequence;
  }

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  // The items' encodings without the count.
  const Slice& bytes() const { return bytes_; }

  // Decodes as it goes. The sequence outlives it.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;

    explicit Iterator(std::size_t left) : left_(left), reader_(Bytes()) {}
    Iterator(const Sequence& all) : left_(all.count_), reader_(all.bytes_) { Read(); }

    const T& operator*() const { return *item_; }
    const T* operator->() const { return &*item_; }
    Iterator& operator++() {
      --left_;
      Read();
      return *this;
    }
    // The encoding of the item that it stands on.
    Slice bytes() const { return reader_.Since(from_); }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.left_ == b.left_; }

   private:
    void Read() {
      if (left_ == 0) return;
      from_ = reader_.offset();
      Decoder<Layout>(reader_).Value(item_.emplace(), kNoMax);
      assert(reader_.ok());
    }

    std::size_t left_;
    Reader reader_;
    std::size_t from_ = 0;
    std::optional<T> item_;
  };
  Iterator begin() const { return Iterator(*this); }
  Iterator end() const { return Iterator(0); }

  std::vector<T> ToVector() const {
    std::vector<T> items;
    for (const T& item : *this) items.push_back(item);
    return items;
  }
  // The first `most` items.
  Sequence First(std::size_t most) const {
    if (most >= count_) return *this;
    Reader reader(bytes_);
    for (std::size_t i = 0; i < most; ++i) Decoder<Layout, false>(reader).Value(kShape<T>, kNoMax);
    return Of(most, reader.Since(0));
  }
  Sequence Owned() const { return Of(count_, bytes_.Owned()); }

  friend bool operator==(const Sequence&, const Sequence&) = default;

 private:
  std::size_t count_ = 0;
  Slice bytes_;
};

template <class T, class Layout = BigEndianLayout>
class Part {
 public:
  using value_type = T;

  Part() = default;
  Part(const T& value) : bytes_(Encoded<T, Layout>(std::span<const T>(&value, 1))) {}  // NOLINT: reads as its value
  // Of an encoding that has been checked.
  static Part Of(Slice bytes) {
    Part part;
    part.bytes_ = std::move(bytes);
    return part;
  }

  // Views in it share this part's block.
  T Get() const {
    T value;
    if (bytes_.empty()) return value;
    Reader reader(bytes_);
    Decoder<Layout>(reader).Value(value, kNoMax);
    assert(reader.ok());
    return value;
  }
  // Empty: the struct with nothing set.
  const Slice& bytes() const { return bytes_; }
  Part Owned() const { return Of(bytes_.Owned()); }

  friend bool operator==(const Part&, const Part&) = default;

 private:
  Slice bytes_;
};

template <class T, class Layout>
struct IsSequence<Sequence<T, Layout>> : std::true_type {};
template <class T, class Layout>
struct IsPart<Part<T, Layout>> : std::true_type {};

}  // namespace dragoman::wire
