#pragma once

#include <memory>
#include <utility>

namespace pgstage {

/// A value that copies have in common until one of them is changed: a copy costs as much as one of
/// a pointer. For one thread at a time, all copies together.
template <class T>
class Shared {
 public:
  Shared() = default;
  explicit Shared(T value) : value_(std::make_shared<T>(std::move(value))) {}

  const T& operator*() const {
    static const T kNothing{};
    return value_ == nullptr ? kNothing : *value_;
  }
  const T* operator->() const { return &**this; }

  /// This copy's alone. Valid until it is copied.
  T& edit() {
    if (value_ == nullptr) {
      value_ = std::make_shared<T>();
    } else if (value_.use_count() > 1) {
      value_ = std::make_shared<T>(std::as_const(*value_));
    }
    return *value_;
  }

 private:
  std::shared_ptr<T> value_;
};

}  // namespace pgstage
