// Result<T>: a value or the Status that says why there is none.
#pragma once

#include <cassert>
#include <optional>
#include <utility>

#include "core/base/status.h"

namespace dragoman {

template <class T>
class [[nodiscard]] Result {
 public:
  using Value = T;

  Result(const T& value) : value_(value) {}                        // NOLINT: returned as itself
  Result(T&& value) : value_(std::move(value)) {}                  // NOLINT
  Result(Status status) : status_(std::move(status)) { assert(!status_.ok()); }  // NOLINT

  // A value made in place: what holds envelopes is not moved for nothing.
  template <class... Arguments>
  explicit Result(std::in_place_t, Arguments&&... arguments)
      : value_(std::in_place, std::forward<Arguments>(arguments)...) {}

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }

  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return std::move(*value_); }
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return std::move(*value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace dragoman

// Leaves the function (or flow) with the status if it is not ok.
#define DRAGOMAN_TRY(expression)                                       \
  do {                                                                 \
    if (::dragoman::Status try_status = (expression); !try_status.ok()) \
      return try_status;                                               \
  } while (false)

#define DRAGOMAN_CO_TRY(expression)                                    \
  do {                                                                 \
    if (::dragoman::Status try_status = (expression); !try_status.ok()) \
      co_return try_status;                                            \
  } while (false)
